#include "node/main_loop.h"

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "ledger/sqlite/sqlite_store.h"
#include "node/address.h"
#include "node/openapi_text.h"
#include "node/runtime.h"
#include "server/http.h"
#include "world/posix/posix.h"

namespace tsugite::node {
namespace {

struct WebAddress {
  std::string host;
  std::uint16_t port = 0;
};

Result<WebAddress> parse_address(const std::string& text) {
  auto [host, port_text] = split_address(text);
  const unsigned long port = port_text.empty() ? 65536 : std::strtoul(port_text.c_str(), nullptr, 10);
  if (port > 65535)
    return fail("node.address", text, "not an address and a port, such as 127.0.0.1:8800",
                "127.0.0.1:8800 のような番地とポートではありません");
  return WebAddress{std::move(host), static_cast<std::uint16_t>(port)};
}

}  // namespace

Result<void> run(Folder folder, const std::filesystem::path& web_root) {
  world::PosixDisk disk;
  world::PosixClock clock;
  world::SodiumRandom random;
  auto settings = read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  auto config = read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  config->software = "tsugite " TSUGITE_VERSION;
  auto address = parse_address(settings->web);
  if (!address) return std::unexpected(address.error());

  auto keyring = ledger::Keyring::open(folder.keys().string(), disk, random);
  if (!keyring) return std::unexpected(keyring.error());
  auto store = ledger::open_sqlite(folder.data_file().string(), *keyring);
  if (!store) return std::unexpected(store.error());
  auto accounts = server::Accounts::load(disk, (folder.keys() / "accounts.json").string());
  if (!accounts) return std::unexpected(accounts.error());

  boost::asio::io_context io(1);
  const std::string party = settings->party, federation = settings->federation;
  Runtime runtime(io, folder, *settings, std::move(*config), std::move(*store), clock, random, disk);

  server::Server::Settings web;
  web.address = address->host;
  web.port = address->port;
  web.names = settings->web_names;
  web.openapi = openapi_text;
  if (std::filesystem::is_directory(web_root)) web.console = web_root.string();
  else spdlog::warn("no console in {}: only the API is served", web_root.string());
  std::unique_ptr<boost::asio::ssl::context> tls;
  if (!settings->tls_certificate.empty()) {
    auto context = server::web_tls(settings->tls_certificate, settings->tls_key);
    if (!context) return std::unexpected(context.error());
    tls = std::move(*context);
    web.tls = tls.get();
  }
  if (auto ok = runtime.load(); !ok) return ok;
  auto server = server::Server::make(io, runtime, std::move(web), std::move(*accounts));
  if (!server) return std::unexpected(server.error());
  if (auto ok = runtime.start(); !ok) return ok;
  if (auto ok = (*server)->start(); !ok) return ok;
  spdlog::info("{} is up: console {}, federation {}, {} records", party, (*server)->url(), federation, runtime.facts().ledger_size());

  boost::asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (error) return;
    spdlog::info("{} stops", party);
    (*server)->stop();
    runtime.stop();
  });
  io.run();
  if (runtime.broken()) return std::unexpected(*runtime.broken());
  return {};
}

}  // namespace tsugite::node
