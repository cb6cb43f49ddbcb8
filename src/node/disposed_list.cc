#include "node/disposed_list.h"

#include "ledger/names.h"

namespace tsugite::node {
namespace {

constexpr std::string_view head = "tsugite.example/disposed/v1\n";

std::unexpected<Error> damaged(const std::string& where) {
  return fail("disposed.damaged", where, "the list of what was disposed of is damaged: restore it with the keys",
              "廃棄の一覧が破損しています。鍵とともに復元してください");
}

}  // namespace

Result<DisposedList> parse_disposed(BytesView text, const std::string& where) {
  DisposedList out;
  if (!text.starts_with(head)) return damaged(where);
  text.remove_prefix(head.size());
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == BytesView::npos) return damaged(where);
    const BytesView line = text.substr(0, end);
    text.remove_prefix(end + 1);
    const auto first = line.find(' '), second = line.find(' ', first + 1);
    if (first == BytesView::npos || second == BytesView::npos) return damaged(where);
    const auto record = Digest::from_hex_text(std::string(line.substr(0, first)));
    const std::string rule(line.substr(first + 1, second - first - 1));
    auto outline = from_base64(line.substr(second + 1));
    if (!record || !outline || !ledger::valid_name(rule)) return damaged(where);
    out.insert_or_assign(*record, core::RememberedDisposal{rule, *std::move(outline)});
  }
  return out;
}

Bytes disposed_text(const DisposedList& list) {
  Bytes out(head);
  for (const auto& [record, one] : list) out += record.hex() + " " + one.rule + " " + to_base64(one.outline) + "\n";
  return out;
}

Result<DisposedList> read_disposed(const std::filesystem::path& path, const world::Disk& disk) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return DisposedList{};
  auto text = disk.read(path.string());
  if (!text) return std::unexpected(text.error());
  return parse_disposed(*text, path.string());
}

Result<void> write_disposed(const std::filesystem::path& path, const DisposedList& list, world::Disk& disk) {
  return disk.write(path.string(), disposed_text(list), true);
}

bool add_disposals(const ledger::Transaction& transaction, DisposedList& list) {
  if (transaction.dispose.empty()) return false;
  bool any = false;
  for (const auto& entry : transaction.append) {
    v1::Envelope envelope;
    if (!entry.source.empty() || !envelope.ParseFromString(entry.bytes) || !envelope.has_disposal()) continue;
    for (const auto& one : envelope.disposal().one())
      if (const auto record = Digest::from(one.record())) {
        list.insert_or_assign(*record, core::RememberedDisposal{envelope.disposal().rule(), one.outline()});
        any = true;
      }
  }
  return any;
}

}  // namespace tsugite::node
