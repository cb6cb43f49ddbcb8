// tsugite node ...: make a node's folder, and run it.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "cli/command.h"
#include "node/folder.h"
#include "node/frame_tap.h"
#include "node/main_loop.h"
#include "node/new_node.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data, party, charter, annex, root, web, federation, web_root = "web/dist", frame_tap, log_level = "info";
  std::string tls_certificate, tls_key;
} options;

int init() {
  world::PosixDisk disk;
  world::SodiumRandom random;
  const node::NewNode made{options.data, options.party,      options.charter,         options.annex,  options.root,
                           options.web,  options.federation, options.tls_certificate, options.tls_key};
  if (auto ok = node::make_node(made, disk, random); !ok) return complain(ok.error());
  fmt::print("node of {} in {}; give partners {}\n", options.party, options.data,
             node::Folder(options.data).own_keys(options.party).string());
  return done;
}

int run_node() {
#ifdef TSUGITE_FRAME_TAP
  if (!options.frame_tap.empty()) node::set_frame_tap(options.frame_tap);
#endif
  spdlog::set_level(spdlog::level::from_str(options.log_level));
  auto ended = node::run(node::Folder(options.data), options.web_root);
  return ended ? done : complain(ended.error());
}

}  // namespace

void add_node(CLI::App& app, Run& run) {
  auto* node = app.add_subcommand("node", "One party's node");
  node->require_subcommand(1);
  auto* initialise =
      node->add_subcommand("init", "Makes a node's folder: keys certified by the root, the approved charter, the national annex");
  initialise->add_option("--data", options.data, "Folder to make")->required();
  initialise->add_option("--party", options.party, "Party code")->required();
  initialise->add_option("--charter", options.charter, "Charter folder, with root keys")->required();
  initialise->add_option("--annex", options.annex, "National annex folder")->required();
  initialise->add_option("--root", options.root, "The party's root key file; not kept")->required();
  initialise->add_option("--web", options.web, "Address of console and API, default 127.0.0.1:8800");
  initialise->add_option("--federation", options.federation, "Address for partners, default 127.0.0.1:9800");
  initialise->add_option("--tls-certificate", options.tls_certificate, "PEM chain for the web; needed off loopback");
  initialise->add_option("--tls-key", options.tls_key, "PEM key for the web");
  initialise->callback([&run] { run = init; });
  auto* running = node->add_subcommand("run", "Runs the node until it is told to stop (SIGINT, SIGTERM)");
  running->add_option("--data", options.data, "Folder of the node")->required();
  running->add_option("--web-root", options.web_root, "Folder of the built console")->capture_default_str();
  running->add_option("--log-level", options.log_level, "trace, debug, info, warn or error")->capture_default_str();
#ifdef TSUGITE_FRAME_TAP
  running->add_option("--frame-tap", options.frame_tap, "File that gets every plaintext frame (this build only)");
#endif
  running->callback([&run] { run = run_node; });
  add_backup(*node, run);
}

}  // namespace tsugite::cli
