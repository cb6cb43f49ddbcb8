// Field names that procedures share by convention. They are all the server knows of any procedure: what heads a case in a list,
// and what the map and the alert list show. A procedure without them still works; it is headed by its own title.
#pragma once

namespace tsugite::server::conventions {

// The first of these that a case fills, as text, heads it.
inline constexpr const char* title_fields[] = {"subject", "question", "headline", "what"};

// A field whose choices are the charter's situations says which one was determined.
inline constexpr const char* situations = "situations";

// A procedure that declares both of these is one of duty rosters: which of the own seats is on duty, and in what language.
inline constexpr const char* roster_marks[] = {"desk", "language"};
inline constexpr const char* desk = "desk";
inline constexpr const char* language = "language";

// A procedure that declares both of these is one of alerts.
inline constexpr const char* alert_marks[] = {"severity", "areas"};

inline constexpr const char* headline = "headline";
inline constexpr const char* kind = "kind";
inline constexpr const char* severity = "severity";
inline constexpr const char* status = "status";
inline constexpr const char* where = "where";
inline constexpr const char* origin = "origin";
inline constexpr const char* reported = "reported";
inline constexpr const char* magnitude = "magnitude";
inline constexpr const char* depth = "depth";
inline constexpr const char* intensity = "intensity";
inline constexpr const char* areas = "areas";

}  // namespace tsugite::server::conventions
