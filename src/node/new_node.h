// Makes the folder of a new node: log, cosigner and TLS keys certified by the party's root, the approved charter, the annex.
// The root's secret is read and not kept. Errors: "node.exists", "node.party", "node.root-key" and those of charter and annex.
#pragma once

#include <string>

#include "world/disk.h"
#include "world/random.h"

namespace tsugite::node {

struct NewNode {
  std::string data, party, charter, annex, root;  // folders, the party's code, the root key's file
  std::string web, federation;                    // addresses; empty: the defaults
  std::string tls_certificate, tls_key;           // of the web, off loopback
};

Result<void> make_node(const NewNode& options, world::Disk& disk, world::Random& random);

}  // namespace tsugite::node
