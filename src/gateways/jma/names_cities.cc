// Municipalities of Kumamoto Prefecture and the two of Oita that shook at 6 Lower in 2016: local government
// code and two zeros. JMA puts the prefecture or city in front where a name alone would be ambiguous
// (熊本美里町, 熊本中央区).
#include <array>

#include "gateways/jma/names_tables.h"

namespace tsugite::gateways::jma {
namespace {

constexpr auto cities = std::to_array<Name>({
    {4310100, "熊本中央区", "Chuo Ward, Kumamoto City"},
    {4310200, "熊本東区", "Higashi Ward, Kumamoto City"},
    {4310300, "熊本西区", "Nishi Ward, Kumamoto City"},
    {4310400, "熊本南区", "Minami Ward, Kumamoto City"},
    {4310500, "熊本北区", "Kita Ward, Kumamoto City"},
    {4320200, "八代市", "Yatsushiro City"},
    {4320300, "人吉市", "Hitoyoshi City"},
    {4320400, "荒尾市", "Arao City"},
    {4320500, "水俣市", "Minamata City"},
    {4320600, "玉名市", "Tamana City"},
    {4320800, "山鹿市", "Yamaga City"},
    {4321000, "菊池市", "Kikuchi City"},
    {4321100, "宇土市", "Uto City"},
    {4321200, "上天草市", "Kami-Amakusa City"},
    {4321300, "宇城市", "Uki City"},
    {4321400, "阿蘇市", "Aso City"},
    {4321500, "天草市", "Amakusa City"},
    {4321600, "合志市", "Koshi City"},
    {4334800, "熊本美里町", "Misato Town, Kumamoto"},
    {4336400, "玉東町", "Gyokuto Town"},
    {4336700, "南関町", "Nankan Town"},
    {4336800, "長洲町", "Nagasu Town"},
    {4336900, "和水町", "Nagomi Town"},
    {4340300, "大津町", "Ozu Town"},
    {4340400, "菊陽町", "Kikuyo Town"},
    {4342300, "南小国町", "Minami-Oguni Town"},
    {4342400, "熊本小国町", "Oguni Town, Kumamoto"},
    {4342500, "産山村", "Ubuyama Village"},
    {4342800, "熊本高森町", "Takamori Town, Kumamoto"},
    {4343200, "西原村", "Nishihara Village"},
    {4343300, "南阿蘇村", "Minamiaso Village"},
    {4344100, "御船町", "Mifune Town"},
    {4344200, "嘉島町", "Kashima Town"},
    {4344300, "益城町", "Mashiki Town"},
    {4344400, "甲佐町", "Kosa Town"},
    {4344700, "山都町", "Yamato Town"},
    {4346800, "氷川町", "Hikawa Town"},
    {4348200, "芦北町", "Ashikita Town"},
    {4348400, "津奈木町", "Tsunagi Town"},
    {4350100, "錦町", "Nishiki Town"},
    {4350500, "多良木町", "Taragi Town"},
    {4350600, "湯前町", "Yunomae Town"},
    {4350700, "水上村", "Mizukami Village"},
    {4351000, "相良村", "Sagara Village"},
    {4351100, "五木村", "Itsuki Village"},
    {4351200, "山江村", "Yamae Village"},
    {4351300, "球磨村", "Kuma Village"},
    {4351400, "あさぎり町", "Asagiri Town"},
    {4353100, "苓北町", "Reihoku Town"},
    {4420200, "別府市", "Beppu City"},
    {4421300, "由布市", "Yufu City"},
});

}  // namespace

std::span<const Name> city_names() { return cities; }

}  // namespace tsugite::gateways::jma
