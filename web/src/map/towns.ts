// Seats of the prefectures, to find one's way on a map without tiles. Positions to a hundredth of a degree.
type Town = [ja: string, en: string, lon: number, lat: number];

const list: Town[] = [
  ['札幌', 'Sapporo', 141.35, 43.06], ['青森', 'Aomori', 140.74, 40.82], ['盛岡', 'Morioka', 141.15, 39.7],
  ['仙台', 'Sendai', 140.87, 38.27], ['秋田', 'Akita', 140.1, 39.72], ['山形', 'Yamagata', 140.36, 38.24],
  ['福島', 'Fukushima', 140.47, 37.75], ['水戸', 'Mito', 140.45, 36.34], ['宇都宮', 'Utsunomiya', 139.88, 36.57],
  ['前橋', 'Maebashi', 139.06, 36.39], ['さいたま', 'Saitama', 139.65, 35.86], ['千葉', 'Chiba', 140.12, 35.6],
  ['東京', 'Tokyo', 139.69, 35.69], ['横浜', 'Yokohama', 139.64, 35.45], ['新潟', 'Niigata', 139.02, 37.9],
  ['富山', 'Toyama', 137.21, 36.7], ['金沢', 'Kanazawa', 136.63, 36.59], ['福井', 'Fukui', 136.22, 36.07],
  ['甲府', 'Kofu', 138.57, 35.66], ['長野', 'Nagano', 138.18, 36.65], ['岐阜', 'Gifu', 136.72, 35.39],
  ['静岡', 'Shizuoka', 138.38, 34.98], ['名古屋', 'Nagoya', 136.91, 35.18], ['津', 'Tsu', 136.51, 34.73],
  ['大津', 'Otsu', 135.87, 35.0], ['京都', 'Kyoto', 135.76, 35.02], ['大阪', 'Osaka', 135.5, 34.69],
  ['神戸', 'Kobe', 135.18, 34.69], ['奈良', 'Nara', 135.83, 34.69], ['和歌山', 'Wakayama', 135.17, 34.23],
  ['鳥取', 'Tottori', 134.24, 35.5], ['松江', 'Matsue', 133.05, 35.47], ['岡山', 'Okayama', 133.93, 34.66],
  ['広島', 'Hiroshima', 132.46, 34.4], ['山口', 'Yamaguchi', 131.47, 34.19], ['徳島', 'Tokushima', 134.56, 34.07],
  ['高松', 'Takamatsu', 134.04, 34.34], ['松山', 'Matsuyama', 132.77, 33.84], ['高知', 'Kochi', 133.53, 33.56],
  ['福岡', 'Fukuoka', 130.42, 33.61], ['佐賀', 'Saga', 130.3, 33.25], ['長崎', 'Nagasaki', 129.87, 32.74],
  ['熊本', 'Kumamoto', 130.74, 32.79], ['大分', 'Oita', 131.61, 33.24], ['宮崎', 'Miyazaki', 131.42, 31.91],
  ['鹿児島', 'Kagoshima', 130.56, 31.56], ['那覇', 'Naha', 127.68, 26.21],
];

export const towns: GeoJSON.FeatureCollection = {
  type: 'FeatureCollection',
  features: list.map(([ja, en, lon, lat]) => ({
    type: 'Feature',
    properties: { ja, en },
    geometry: { type: 'Point', coordinates: [lon, lat] },
  })),
};
