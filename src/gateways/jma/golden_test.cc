// One line for every sample that is read: file|kind|title|severity|maximum intensity|position and
// depth|areas|origin. golden.txt was checked by hand against the XML where it is not plain copying; spot
// checks stand in samples_test.cc.
#include <gtest/gtest.h>

#include "gateways/jma/parse.h"
#include "gateways/jma/samples_for_test.h"

namespace tsugite::gateways::jma {
namespace {

std::string degrees(std::int32_t e7) {
  const std::int64_t tenths = e7 / 1'000'000;
  return (tenths < 0 ? "-" : "") + std::to_string(std::abs(tenths) / 10) + "." + std::to_string(std::abs(tenths) % 10);
}

std::string where(const Alert& alert) {
  if (!alert.hypocentre || !alert.hypocentre->position) return "-";
  const Hypocentre& h = *alert.hypocentre;
  return degrees(h.position->lat_e7) + "," + degrees(h.position->lon_e7) + "," + (h.depth_km ? std::to_string(*h.depth_km) + "km" : "?");
}

std::string summary(const std::string& file, const Alert& alert) {
  return file + "|" + alert.kind + "|" + alert.title.en + "|" + id_of(alert.severity) + "|" +
         (alert.max_intensity ? std::string(code_of(*alert.max_intensity)) : "-") + "|" + where(alert) + "|" +
         std::to_string(alert.areas.size()) + "|" + (alert.origin ? to_iso(*alert.origin) : "-") + "\n";
}

TEST(Golden, EverySample) {
  auto files = xml_files(sample_folder());
  if (files.empty()) GTEST_SKIP() << "no JMA samples at " << sample_folder();
  std::string actual;
  for (const auto& file : files)
    if (auto alert = parse(bytes_of(file))) actual += summary(file.filename().string(), *alert);
  EXPECT_EQ(actual, bytes_of(TSUGITE_SOURCE_DIR "/src/gateways/jma/golden.txt"));
}

}  // namespace
}  // namespace tsugite::gateways::jma
