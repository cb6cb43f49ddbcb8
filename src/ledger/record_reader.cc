#include "ledger/record_reader.h"

#include "base/limits.h"
#include "ledger/canonical.h"
#include "ledger/record_rules.h"

namespace tsugite::ledger {
namespace {

using google::protobuf::MessageLite;
using google::protobuf::StringPiece;

template <MessageLite::ParseFlags how>
bool parse_into(v1::Envelope& envelope, BytesView bytes) {
  return envelope.ParseFrom<how>(StringPiece(bytes.data(), bytes.size()));
}

// But its marks, and the memory of a step.
void clear(v1::Envelope& envelope) {
  envelope.clear_id();
  envelope.clear_schema();
  envelope.clear_charter();
  envelope.clear_context();
  envelope.clear_case_id();
  envelope.clear_after();
  envelope.clear_wall_ms();
  envelope.clear_salt();
  if (envelope.has_step()) envelope.mutable_step()->Clear();
  else envelope.clear_body();
}

}  // namespace

Result<void> RecordReader::read(BytesView bytes) {
  // The parser reports bad UTF-8 on the standard error stream; a stranger's bytes shall not write into our logs.
  static const auto silenced = google::protobuf::SetLogHandler(nullptr);
  (void)silenced;
  const auto layout = bytes.size() <= limits::record_bytes ? layout_of(bytes, marks_) : std::nullopt;
  same_marks_ = layout && layout->same_marks;
  bool good = false;
  if (same_marks_) {
    clear(envelope_);
    good = parse_into<MessageLite::kMerge>(envelope_, bytes.substr(0, layout->marks)) &&
           parse_into<MessageLite::kMerge>(envelope_, bytes.substr(layout->marks_end)) && check_but_marks(envelope_);
  } else if (layout) {
    good = parse_into<MessageLite::kParse>(envelope_, bytes) && check_record(envelope_);
    if (good) marks_.assign(bytes.substr(layout->marks, layout->marks_end - layout->marks));
  }
  if (good) return {};
  // The long way says what is wrong with it.
  same_marks_ = false;
  marks_.clear();
  envelope_.Clear();
  return open_record(bytes, envelope_);
}

}  // namespace tsugite::ledger
