// Every bound of the system in one place. Going over one is a named error that says what to do, never a crash.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tsugite::limits {

inline constexpr std::size_t record_bytes = 64 * 1024;           // one encoded envelope
inline constexpr std::size_t frame_bytes = 1024 * 1024;          // one federation frame
inline constexpr std::size_t in_flight_bytes = 256 * 1024;       // sent to one partner, not yet co-signed: where a link begins
inline constexpr std::size_t in_flight_most = 16 * 1024 * 1024;  // and as far as it grows while receipts come quickly
inline constexpr std::size_t batch_bytes = 512 * 1024;           // records of one frame; one more record still fits frame_bytes
inline constexpr std::int64_t receipt_wait_ms = 30'000;          // no receipt for so long: the link is cut and taken up again
inline constexpr std::size_t entries_per_frame = 4096;
inline constexpr std::size_t after_digests = 32;  // heads one record may name
inline constexpr std::size_t audience_parties = 16;
inline constexpr std::size_t label_terms = 32;  // releasable-to, caveats
inline constexpr std::size_t fields_per_step = 64;
inline constexpr std::size_t text_bytes = 16 * 1024;  // one language of one text field
inline constexpr std::size_t content_findings = 32;   // of the content check in one text; the first ones count
inline constexpr std::size_t content_words = 2'000;   // of an annex's lists of names and of words
inline constexpr std::size_t name_bytes = 128;        // ids of parties, seats, steps, contexts
inline constexpr std::size_t contexts = 64;
inline constexpr std::size_t records_per_case = 10'000;
inline constexpr std::size_t http_body_bytes = 1024 * 1024;
inline constexpr std::size_t http_header_bytes = 16 * 1024;
inline constexpr std::size_t http_target_bytes = 2 * 1024;  // path and query
inline constexpr std::size_t http_connections = 1024;       // at once; one more is closed
inline constexpr std::size_t json_depth = 16;
inline constexpr std::size_t json_values = 20'000;  // in one body
inline constexpr std::size_t password_bytes = 1024;
inline constexpr std::size_t sign_ins_waiting = 32;  // for the password worker; one more is told to come back
inline constexpr std::size_t sessions = 4096;
inline constexpr std::size_t sessions_per_account = 16;  // one more ends the oldest
inline constexpr std::int64_t session_idle_ms = 2 * 60 * 60 * 1000;
inline constexpr std::int64_t session_total_ms = 13 * 60 * 60 * 1000;  // a shift and its handover
inline constexpr std::size_t stream_clients = 512;                     // WebSockets at once
inline constexpr std::size_t stream_backlog = 256;                     // changes merged for one slow reader before it is dropped
inline constexpr std::size_t rate_keys = 16'384;                       // addresses and sessions whose rate is remembered
inline constexpr std::size_t asset_bytes = 256 * 1024 * 1024;          // of the console, all files together
inline constexpr std::size_t recent_records = 30;                      // of the list of what changed lately
inline constexpr std::size_t search_bytes = 256;                       // of what one search asks for
inline constexpr std::size_t search_words = 8;                         // in it
inline constexpr std::size_t search_results = 20;                      // cases shown of those that match
inline constexpr std::size_t strangers = 8;  // keys of no partner, remembered for the links page; one more drops the one seen longest ago
inline constexpr std::size_t xml_bytes = 1024 * 1024;
inline constexpr std::size_t xml_depth = 32;
inline constexpr std::size_t yaml_bytes = 4 * 1024 * 1024;
inline constexpr std::size_t checkpoint_bytes = 4 * 1024;
inline constexpr std::size_t evidence_bytes = 256 * 1024;      // one file: an answer of record_bytes in base64, and its proofs
inline constexpr std::size_t bundle_bytes = 64 * 1024 * 1024;  // one file of frames
inline constexpr std::uint64_t free_disk_reserve_bytes = 64ull * 1024 * 1024;  // below it writes are refused
inline constexpr std::int64_t clock_warn_ms = 10 * 60 * 1000;                  // partner's clock: shown on both sides
inline constexpr std::int64_t clock_refuse_ms = 24LL * 60 * 60 * 1000;         // partner's clock: link refused
inline constexpr std::int64_t earliest_clock_ms = 1'577'836'800'000;           // 2020-01-01: an own clock before it is absurd
inline constexpr std::int64_t latest_clock_ms = 4'102'444'800'000;             // 2100-01-01

}  // namespace tsugite::limits
