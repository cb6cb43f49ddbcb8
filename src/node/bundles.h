// Bundles 受渡し用ファイル of a node: frames in files, for a partner that no line reaches. A running node looks into two folders of its
// own; a stopped one is read and written by the command line through the same two functions.
//
//   bundles/in/NAME.bundle     taken, then moved to bundles/in/done/ or refused/ with NAME.txt that says what came of it
//   bundles/out/NAME.request   "USA 1048576": a partner and how many bytes at most. Answered with NAME.bundle and NAME.txt, or NAME.txt
//   alone
//
// A file appears under its name only when it is whole and what it says is on disk. Used from the node's own thread.
// Errors: "bundle.*" (federation/bundle.h, core/bundle.cc), "bundle.request". Format page: docs/formats/bundle.md
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <vector>

#include "core/core.h"
#include "world/disk.h"
#include "world/random.h"

namespace tsugite::node {

struct BundleFile {
  Bytes file;
  std::string said;  // what is in it, one line in both languages
};

// The file may be handed on once the core's next transaction is durable.
Result<BundleFile> make_bundle(core::Core& core, const std::string& partner, std::size_t budget, WallTime now, const Bytes& entropy);
// What came of it, one line in both languages; durable with the core's next transaction.
Result<std::string> take_bundle(core::Core& core, BytesView file, WallTime now, const Bytes& entropy);

class Bundles {
 public:
  Bundles(std::filesystem::path folder, world::Disk& disk) : folder_(std::move(folder)), disk_(disk) {}

  // What is there now is given to the core; what remains to be done once that is durable is added to `after`.
  void look(core::Core& core, WallTime now, world::Random& random, std::vector<std::function<void()>>& after);
  // What was given to the core did not become durable: it is taken up again.
  void forget() { under_way_.clear(); }

  static std::filesystem::path in(const std::filesystem::path& folder) { return folder / "in"; }
  static std::filesystem::path out(const std::filesystem::path& folder) { return folder / "out"; }

 private:
  void answer(core::Core& core, const std::filesystem::path& request, WallTime now, const Bytes& entropy,
              std::vector<std::function<void()>>& after);
  void take(core::Core& core, const std::filesystem::path& file, WallTime now, const Bytes& entropy,
            std::vector<std::function<void()>>& after);
  void put_away(const std::filesystem::path& file, const Result<std::string>& said);

  std::filesystem::path folder_;
  world::Disk& disk_;
  std::set<std::string> under_way_;
};

}  // namespace tsugite::node
