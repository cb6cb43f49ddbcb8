// One message of the Japan Meteorological Agency as a value: what it says, in both languages, and nothing
// about where it goes. Filled by parse.h, turned into the fields of a record by map.h. Units: positions in
// degrees x 10^7, depth in kilometres, magnitude in tenths, tsunami heights in centimetres. The Japanese is
// JMA's own wording; the English is JMA's name where names.h has one, else the Japanese with its code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/time.h"
#include "gateways/jma/intensity.h"

namespace tsugite::gateways::jma {

enum class Status { normal, training, test };   // Control/Status 通常, 訓練, 試験
enum class InfoType { issue, update, cancel };  // Head/InfoType 発表 and 遅延, 訂正, 取消
enum class Severity { information, advisory, warning, emergency };

struct Position {
  std::int32_t lat_e7 = 0;  // north
  std::int32_t lon_e7 = 0;  // east
  bool operator==(const Position&) const = default;
};

struct Hypocentre {
  std::string code;  // 震央地名
  Text area;
  std::optional<Position> position;  // nothing where JMA says 震源要素不明
  std::optional<int> depth_km;       // 0 is ごく浅い, very shallow
  Text magnitude;                    // "Ｍ７．３" / "M7.3"; also what is said in place of a number
  std::optional<int> magnitude_tenths;
};

// What an area was told or what was measured there. Codes are unique within their own list of one alert.
struct Area {
  std::string code;
  Text name;
  Text level;    // 震度６強 / Intensity 6 Upper; 津波警報　３ｍ / Tsunami Warning, 3 m
  int rank = 0;  // larger is more severe; comparable within one list of one alert
};

// A tsunami forecast area 津波予報区 and what is in force there.
struct Coast {
  std::string code;
  Text name;
  std::string category_code;
  Text category;
  Severity severity = Severity::information;
  bool lifted = false;  // the message takes the warning or advisory back
  Text height;          // "１０ｍ超" / "Over 10 m", "巨大" / "Huge"; empty where nothing is said
  std::optional<int> height_cm;
  std::optional<WallTime> arrival;
  Text arrival_note;  // 津波到達中と推測 and the like, in place of or beside a time
};

struct Alert {
  std::string kind;      // JMA's data type: VXSE43, VXSE51, VXSE52, VXSE53, VTSE41
  std::string event_id;  // 14 digits; several, separated by one space, where a tsunami has several causes
  std::string serial;    // may be empty
  Text title;
  Text headline;  // the English is made from the values below, not translated from the Japanese
  Status status = Status::normal;
  InfoType info_type = InfoType::issue;
  Severity severity = Severity::information;
  WallTime sent;      // Control/DateTime, to the second
  WallTime reported;  // Head/ReportDateTime, to the minute for most kinds
  std::optional<WallTime> target;
  std::optional<WallTime> origin;
  std::optional<Hypocentre> hypocentre;
  std::optional<Intensity> max_intensity;
  Text max_intensity_text;
  std::vector<Area> prefectures;    // prefectures, or for VXSE43 the early warning's forecast regions
  std::vector<Area> areas;          // 細分区域, or for VTSE41 津波予報区; most severe first
  std::vector<Area> cities;         // municipalities at 6 Lower or above, or silent where 5 Lower is assumed
  std::size_t cities_left_out = 0;  // of those, how many did not fit
  std::vector<Coast> coasts;        // VTSE41
  // Stable identity of this message, equal however often and by whichever way it arrives:
  // kind/event/serial/info type/status/sent.
  std::string message_key;
};

const char* id_of(Status status);
const char* id_of(InfoType type);
const char* id_of(Severity severity);
std::string key_of(const Alert& alert);

// A tsunami message that takes warnings or advisories back and leaves none in force anywhere.
bool lifts(const Alert& alert);

}  // namespace tsugite::gateways::jma
