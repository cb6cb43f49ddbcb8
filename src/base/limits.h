// Every bound of the system in one place. Going over one is a named error that says what to do, never a crash.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tsugite::limits {

inline constexpr std::size_t record_bytes = 64 * 1024;       // one encoded envelope
inline constexpr std::size_t frame_bytes = 512 * 1024;       // one federation frame
inline constexpr std::size_t in_flight_bytes = 256 * 1024;   // sent to one partner and not yet co-signed
inline constexpr std::size_t entries_per_frame = 1024;
inline constexpr std::size_t after_digests = 32;             // heads one record may name
inline constexpr std::size_t audience_parties = 16;
inline constexpr std::size_t label_terms = 32;               // releasable-to, caveats
inline constexpr std::size_t fields_per_step = 64;
inline constexpr std::size_t text_bytes = 16 * 1024;         // one language of one text field
inline constexpr std::size_t name_bytes = 128;               // ids of parties, seats, steps, contexts
inline constexpr std::size_t contexts = 64;
inline constexpr std::size_t records_per_case = 10'000;
inline constexpr std::size_t http_body_bytes = 1024 * 1024;
inline constexpr std::size_t http_header_bytes = 16 * 1024;
inline constexpr std::size_t xml_bytes = 1024 * 1024;
inline constexpr std::size_t xml_depth = 32;
inline constexpr std::size_t yaml_bytes = 4 * 1024 * 1024;
inline constexpr std::size_t checkpoint_bytes = 4 * 1024;
inline constexpr std::uint64_t free_disk_reserve_bytes = 64ull * 1024 * 1024;  // below it writes are refused
inline constexpr std::int64_t clock_warn_ms = 10 * 60 * 1000;                   // partner's clock: shown on both sides
inline constexpr std::int64_t clock_refuse_ms = 24LL * 60 * 60 * 1000;          // partner's clock: link refused
inline constexpr std::int64_t earliest_clock_ms = 1'577'836'800'000;            // 2020-01-01: an own clock before it is absurd
inline constexpr std::int64_t latest_clock_ms = 4'102'444'800'000;              // 2100-01-01

}  // namespace tsugite::limits
