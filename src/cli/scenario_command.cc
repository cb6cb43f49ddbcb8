#include "cli/scenario_command.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <thread>

#include "cli/scenario_player.h"
#include "world/posix/posix.h"

namespace tsugite::cli {

namespace {

struct Options {
  std::string passwords, language = "both";
  std::vector<std::string> files, nodes, set;
  double pace = 0;
  bool json = false;
};

// "NAME=VALUE" -> both; an error if there is no "=".
Result<std::pair<std::string, std::string>> pair_of(const std::string& text, const std::string& option) {
  const auto at = text.find('=');
  if (at != std::string::npos && at > 0) return std::pair(text.substr(0, at), text.substr(at + 1));
  return fail("scenario.usage", option, "\"" + text + "\" must look like NAME=VALUE", "「" + text + "」は NAME=VALUE の形で書いてください");
}

// A mapping of accounts to passwords.
Result<std::map<std::string, std::string>> read_passwords(const world::Disk& disk, const std::string& path) {
  std::map<std::string, std::string> out;
  if (path.empty()) return out;
  const auto bytes = disk.read(path);
  if (!bytes) return std::unexpected(bytes.error());
  try {
    return YAML::Load(*bytes).as<std::map<std::string, std::string>>();
  } catch (const YAML::Exception& e) {
    return fail("scenario.passwords", fmt::format("{}:{}", path, e.mark.line + 1),
                "a password file has one line \"account: password\" for each person",
                "パスワードのファイルは一行に一人ずつ「アカウント: パスワード」と書きます");
  }
}

class Teller {
 public:
  explicit Teller(const Options& options) : options_(options) {}

  void begin(const Act& act) const {
    if (options_.json) return;
    if (!act.at.empty() || !act.say.en.empty()) fmt::print("\n");
    if (!act.at.empty()) fmt::print("{}\n", act.at);
    if (!act.say.ja.empty() && options_.language != "en") fmt::print("  {}\n", act.say.ja);
    if (!act.say.en.empty() && options_.language != "ja") fmt::print("  {}\n", act.say.en);
    std::fflush(stdout);
  }

  void end(const Played& p) const {
    if (options_.json) {
      const boost::json::object line{{"line", p.act->line}, {"at", p.act->at},
                                     {"node", p.act->node}, {"as", p.act->account},
                                     {"save", p.act->save}, {"did", p.did},
                                     {"case", p.case_id},   {"number", p.number},
                                     {"seen", p.seen},      {"say", {{"ja", p.act->say.ja}, {"en", p.act->say.en}}}};
      fmt::print("{}\n", boost::json::serialize(line));
    } else if (!p.did.empty()) {
      fmt::print("    {} {}: {}{}{}\n", p.act->node, p.act->account, p.did, p.number.empty() ? "" : " " + p.number,
                 p.seen.empty() ? "" : " (" + p.seen + ")");
    }
    std::fflush(stdout);
  }

  // Which files have been played to their end; a person needs to be told only where there are several.
  void played(const Scenario& scenario) const {
    if (options_.json) fmt::print("{}\n", boost::json::serialize(boost::json::object{{"played", scenario.file}}));
    else if (options_.files.size() > 1) fmt::print("\n{}: {} / {}\n", scenario.file, scenario.title.ja, scenario.title.en);
    std::fflush(stdout);
  }

  int stop(const std::vector<Error>& errors, Exit code) const {
    for (const auto& error : errors) {
      if (options_.json) {
        const boost::json::object line{
            {"error", {{"code", error.code}, {"where", error.where}, {"message", {{"ja", error.message.ja}, {"en", error.message.en}}}}}};
        fmt::print("{}\n", boost::json::serialize(line));
        continue;
      }
      if (options_.language != "ja") fmt::print(stderr, "{}\n", describe(error, Language::en));
      if (options_.language != "en") fmt::print(stderr, "{}\n", describe(error, Language::ja));
    }
    return code;
  }

 private:
  const Options& options_;
};

struct World {
  world::PosixClock clock;
  world::SodiumRandom random;
  world::PosixDisk disk;
};

// Where the nodes are and who signs in with what.
Result<PlayOptions> how_to_play(const Options& options, const world::Disk& disk) {
  PlayOptions how;
  for (const auto& text : options.nodes) {
    auto pair = pair_of(text, "--node");
    if (!pair) return std::unexpected(pair.error());
    auto client = HttpClient::to(pair->second);
    if (!client) return std::unexpected(client.error());
    how.nodes.insert_or_assign(pair->first, std::move(*client));
  }
  auto passwords = read_passwords(disk, options.passwords);
  if (!passwords) return std::unexpected(passwords.error());
  how.passwords = std::move(*passwords);
  how.pace = Duration{static_cast<std::int64_t>(options.pace * 1000)};
  return how;
}

// All files, read before the first act of the first: an author's mistake in the last one is not found after half an hour.
struct Read {
  std::vector<Scenario> scenarios;
  std::vector<Error> errors;
};
Read read_all(const Options& options, const world::Disk& disk) {
  Read out;
  Substitutions set;
  for (const auto& text : options.set) {
    auto pair = pair_of(text, "--set");
    if (pair) set.insert(*pair);
    else out.errors.push_back(pair.error());
  }
  for (const auto& file : options.files) {
    const auto yaml = disk.read(file);
    if (!yaml) {
      out.errors.push_back(yaml.error());
      continue;
    }
    auto parsed = parse_scenario(*yaml, file, set);
    out.errors.insert(out.errors.end(), parsed.errors.begin(), parsed.errors.end());
    out.scenarios.push_back(std::move(parsed.scenario));
  }
  return out;
}

int play_one(const Scenario& scenario, PlayOptions how, World& world, const Teller& teller) {
  how.folder = std::filesystem::path(scenario.file).parent_path().string();
  if (how.folder.empty()) how.folder = ".";
  const auto pause = [](Duration d) { std::this_thread::sleep_for(std::chrono::milliseconds(d.ms)); };
  Player player(scenario, std::move(how), {world.clock, world.random, world.disk, pause});
  if (auto in = player.sign_in(); !in)
    return teller.stop({in.error()}, in.error().code.starts_with("scenario.no-answer") ? found_wrong : wrong_usage);
  if (const auto errors = player.check(); !errors.empty()) return teller.stop(errors, wrong_usage);
  auto end = player.play([&](const Act& act) { teller.begin(act); }, [&](const Played& p) { teller.end(p); });
  if (!end) return teller.stop({end.error()}, found_wrong);
  teller.played(scenario);
  return done;
}

int play(const Options& options) {
  const Teller teller(options);
  World world;
  const auto how = how_to_play(options, world.disk);
  if (!how) return teller.stop({how.error()}, wrong_usage);
  const auto read = read_all(options, world.disk);
  if (!read.errors.empty()) return teller.stop(read.errors, wrong_usage);
  // One that stops does not keep the others from being played; the worst of them is the exit code.
  int worst = done;
  for (const auto& scenario : read.scenarios) worst = std::max(worst, play_one(scenario, *how, world, teller));
  return worst;
}

}  // namespace

void add_scenario(CLI::App& app, Run& run) {
  auto* scenario = app.add_subcommand("scenario", "play a story on running nodes, to rehearse or to check");
  scenario->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto* sub = scenario->add_subcommand("run", "play a scenario file as the people it names would");
  sub->add_option("FILE", options->files, "the scenario, YAML; of several each is played, in order")->required();
  sub->add_option("--node", options->nodes, "PARTY=ADDRESS of a node's web, once for each")->required();
  sub->add_option("--passwords", options->passwords, "file of \"account: password\" lines; \"*\" stands for all others");
  sub->add_option("--set", options->set, "NAME=VALUE: what ${NAME} in a text becomes");
  sub->add_option("--pace", options->pace, "seconds between acts")->check(CLI::Range(0.0, 3600.0));
  sub->add_option("--language", options->language, "of what is told: ja, en or both")->check(CLI::IsMember({"ja", "en", "both"}));
  sub->add_flag("--json", options->json, "one JSON object a line");
  sub->footer(
      "exit codes: 0 played, 1 an expectation failed or a node refused or did not answer, 2 bad file or "
      "usage");
  sub->callback([options, &run] { run = [options] { return play(*options); }; });
}

}  // namespace tsugite::cli
