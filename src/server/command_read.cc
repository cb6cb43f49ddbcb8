#include "server/command_read.h"

#include "server/field_read.h"

namespace tsugite::server {
namespace {

using Kind = casework::Command::Kind;

struct KindName {
  const char* name;
  Kind kind;
};
constexpr KindName kinds[] = {
    {"step", Kind::step},           {"draft", Kind::draft},   {"amend", Kind::amend},       {"concur", Kind::concur},
    {"nonconcur", Kind::nonconcur}, {"decide", Kind::decide}, {"withdraw", Kind::withdraw}, {"seen", Kind::seen},
};

bool in_round(Kind kind) { return kind != Kind::step && kind != Kind::draft; }

Kind read_kind(Body& body) {
  std::vector<std::string> names;
  for (const auto& kind : kinds) names.emplace_back(kind.name);
  const std::string name = body.one_of("kind", true, names);
  for (const auto& kind : kinds)
    if (name == kind.name) return kind.kind;
  return Kind::step;
}

bool plain_id(const std::string& id) {
  if (id.empty() || id.size() > 64) return false;
  for (char c : id)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':'))
      return false;
  return true;
}

void wrong(Body& body, const char* member, const char* code, const char* en, const char* ja) {
  body.wrong(Error{code, body.place(member), {ja, en}});
}

// Which procedure the fields are of: that of the case, or the one that opens.
const charter::Procedure* read_place(Body& body, casework::Command& command, const CommandPlace& place) {
  const auto id = body.hex<CaseId>("case", in_round(command.kind));
  const bool opens = !id || id->zero();
  command.procedure = body.string("procedure", opens);
  command.step = body.string("step", !in_round(command.kind));
  command.roles = body.string_map("roles", limits::audience_parties);
  if (!body.good()) return nullptr;
  if (opens) {
    const auto* procedure = place.charter_of(nullptr).procedure(command.procedure);
    if (!procedure)
      wrong(body, "procedure", "request.unknown-procedure", "the charter has no such procedure", "共通定義書にその手続はありません");
    return procedure;
  }
  const auto* c = place.find(*id, command.context);
  if (!c) {
    wrong(body, "case", "request.not-found", "there is no such case", "該当する案件がありません");
    return nullptr;
  }
  command.case_id = *id;
  const auto* procedure = place.charter_of(c).procedure(c->procedure);
  if (!procedure || (!command.procedure.empty() && command.procedure != c->procedure))
    wrong(body, "procedure", "request.other-procedure", "the case runs another procedure", "案件の手続が異なります");
  command.procedure.clear();
  return procedure;
}

}  // namespace

std::optional<v1::Label> read_label(Body& body) {
  auto label = body.object("label", false);
  if (!label) return std::nullopt;
  v1::Label out;
  out.set_classification(label->string("classification", true));
  const auto to = label->strings("releasable_to", true, limits::label_terms);
  const auto caveats = label->strings("caveats", false, limits::label_terms);
  label->nothing_else();
  // Sorted and without duplicates, as the record wants them.
  for (const auto& party : std::set(to.begin(), to.end())) out.add_releasable_to(party);
  for (const auto& caveat : std::set(caveats.begin(), caveats.end())) out.add_caveats(caveat);
  return out;
}

Result<CommandBody> read_command(const boost::json::value& value, const CommandPlace& place) {
  Body body(value);
  CommandBody out;
  casework::Command& command = out.command;
  out.id = body.string("id", true);
  if (body.good() && !plain_id(out.id))
    wrong(body, "id", "request.id", "an id has 1 to 64 letters, digits, hyphens, dots, colons or underscores",
          "idは英数字、ハイフン、点、コロン、下線の1から64文字です");
  command.kind = read_kind(body);
  command.context = body.string("context", true);
  out.seat = body.string("seat", false);
  const auto* procedure = read_place(body, command, place);
  if (procedure) command.fields = read_fields(body, "fields", *procedure);
  command.number = body.string("number", false);
  command.legal_basis = body.string("legal_basis", false);
  if (auto staffing = body.hex<RecordId>("staffing", in_round(command.kind))) command.staffing = *staffing;
  const bool says_version = in_round(command.kind) && command.kind != Kind::amend && command.kind != Kind::withdraw;
  command.version = static_cast<std::uint32_t>(body.integer("version", says_version, 0, 1'000'000).value_or(0));
  command.organisation = body.string("organisation", false);
  command.reason = read_text(body, "reason", command.kind == Kind::nonconcur);
  command.label = read_label(body);
  if (auto proposal = body.hex<Digest>("expected_proposal", false)) command.expected_proposal = proposal->bytes();
  body.nothing_else();
  if (!body.good()) return std::unexpected(body.error());
  return out;
}

}  // namespace tsugite::server
