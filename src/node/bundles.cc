#include "node/bundles.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>

#include "base/limits.h"
#include "federation/bundle.h"

namespace tsugite::node {
namespace fs = std::filesystem;
namespace {

std::string both(const Error& error) { return describe(error, Language::ja) + "\n" + describe(error) + "\n"; }

// What is whole under another name first, so that nobody copies half of it.
Result<void> write_whole(world::Disk& disk, const fs::path& path, BytesView content) {
  const fs::path part = path.string() + ".part";
  if (auto ok = disk.write(part.string(), content, false); !ok) return ok;
  std::error_code error;
  fs::rename(part, path, error);
  if (error)
    return fail("bundle.write", path.string(), "the file cannot be put in its place: " + error.message(),
                "ファイルを置けません：" + error.message());
  return {};
}

// "USA 1048576"
struct Request {
  std::string partner;
  std::size_t budget = 0;
};
Result<Request> read_request(BytesView text) {
  Request out;
  const std::size_t space = text.find(' ');
  const BytesView number = space == BytesView::npos ? BytesView() : text.substr(space + 1, text.find('\n') - space - 1);
  const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), out.budget);
  if (number.empty() || wrong != std::errc() || end != number.data() + number.size())
    return fail("bundle.request", "", "a request is a partner, a space and how many bytes at most",
                "依頼は「相手方、空白、上限のバイト数」で書いてください");
  out.partner = std::string(text.substr(0, space));
  return out;
}

std::vector<fs::path> files_in(const fs::path& folder, const char* extension) {
  std::vector<fs::path> out;
  std::error_code error;
  for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
    if (it->is_regular_file(error) && it->path().extension() == extension) out.push_back(it->path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Result<BundleFile> make_bundle(core::Core& core, const std::string& partner, std::size_t budget, WallTime now, const Bytes& entropy) {
  if (!core.partners().contains(partner))
    return fail("bundle.partner", partner, "this node has no such partner", "この系にその相手方はありません");
  federation::Bundle bundle{core.party(), partner, {}, {}};
  const std::size_t head = federation::encode_bundle(bundle).size();
  budget = std::min(budget, limits::bundle_bytes);
  auto out = core.bundle_out(partner, budget > head ? budget - head : 0, now, entropy);
  const label::Recipient recipient{partner, "", 0};
  for (const auto& frame : out.frames)
    if (core.guard().still_valid(frame, recipient)) bundle.frames.push_back(frame.value());
  BundleFile file{federation::encode_bundle(bundle), ""};
  if (out.frames.empty())
    return fail("link.disabled", partner, "our administrator has switched this link off", "当方の管理者がこの接続を止めています");
  if (file.file.size() > budget)
    return fail("bundle.budget", std::to_string(file.file.size()) + " bytes", "even without any record the file is larger than that",
                "記録を一件も含めなくても、指定の容量を超えます");
  file.said = out.complete
                  ? fmt::format("記録{}件。送るべきものはすべて含まれています / {} records; nothing is left over", out.records, out.records)
                  : fmt::format("記録{}件。一部は次のファイルに残っています / {} records; some are left for the next file", out.records,
                                out.records);
  return file;
}

Result<std::string> take_bundle(core::Core& core, BytesView file, WallTime now, const Bytes& entropy) {
  const auto bundle = federation::read_bundle(file);
  if (!bundle) return std::unexpected(bundle.error());
  if (bundle->to != core.party())
    return fail("bundle.recipient", bundle->to, "the bundle is meant for another party", "このファイルは別の当事者宛てです");
  const auto taken = core.bundle_in(bundle->from, bundle->frames, now, entropy);
  if (!taken) return std::unexpected(taken.error());
  std::string said =
      fmt::format("{}から新しい記録{}件 / {} new records from {}", bundle->from, taken->records, taken->records, bundle->from);
  for (const auto& error : taken->left) said += "\n" + both(error);
  if (bundle->cut) said += "\n" + both(*bundle->cut);
  return said;
}

void Bundles::look(core::Core& core, WallTime now, world::Random& random, std::vector<std::function<void()>>& after) {
  for (const auto& path : files_in(in(folder_), ".bundle"))
    if (under_way_.insert(path.string()).second) take(core, path, now, random.bytes(32), after);
  for (const auto& path : files_in(out(folder_), ".request"))
    if (under_way_.insert(path.string()).second) answer(core, path, now, random.bytes(32), after);
}

void Bundles::take(core::Core& core, const fs::path& path, WallTime now, const Bytes& entropy, std::vector<std::function<void()>>& after) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  Result<std::string> said;
  if (error || size > limits::bundle_bytes)
    said = fail("bundle.size", path.filename().string(), "the file is larger than any bundle, or cannot be read",
                "ファイルが上限を超えているか、読み取れません");
  else if (auto file = disk_.read(path.string())) said = take_bundle(core, *file, now, entropy);
  else said = std::unexpected(file.error());
  after.push_back([this, path, said] { put_away(path, said); });
}

void Bundles::put_away(const fs::path& path, const Result<std::string>& said) {
  const fs::path folder = path.parent_path() / (said ? "done" : "refused");
  std::error_code error;
  fs::create_directories(folder, error);
  const std::string text = said ? *said + "\n" : both(said.error());
  if (!said) spdlog::warn("bundle: {} refused: {}", path.filename().string(), describe(said.error()));
  (void)write_whole(disk_, folder / (path.stem().string() + ".txt"), text);
  fs::rename(path, folder / path.filename(), error);
  if (!error) under_way_.erase(path.string());  // otherwise it is not taken again and again
}

void Bundles::answer(core::Core& core, const fs::path& request, WallTime now, const Bytes& entropy,
                     std::vector<std::function<void()>>& after) {
  Result<BundleFile> made = fail("bundle.request", "", "the request cannot be read", "依頼を読み取れません");
  if (const auto text = disk_.read(request.string())) {
    const auto asked = read_request(*text);
    made = asked ? make_bundle(core, asked->partner, asked->budget, now, entropy) : std::unexpected(asked.error());
  }
  after.push_back([this, request, made = std::move(made)] {
    fs::path bundle = request, text = request;
    bundle.replace_extension(".bundle");
    text.replace_extension(".txt");
    Result<void> ok;
    if (made) ok = write_whole(disk_, bundle, made->file);
    if (!made || !ok) spdlog::warn("bundle: {}", describe(made ? ok.error() : made.error()));
    std::error_code error;
    fs::remove(request, error);
    if (!error) under_way_.erase(request.string());
    // Last: whoever asked waits for it.
    (void)write_whole(disk_, text, !made ? both(made.error()) : !ok ? both(ok.error()) : made->said + "\n");
  });
}

}  // namespace tsugite::node
