// Documents made up for the tests: every person, company and place in them is invented.
const SURNAMES = "江水柳石甘应古成池严温钟舒程费闵韦杨欧晏卜柏崔车麦冯潘乐曲郁花苗孟田言裴谭".split("");
const FIRST = "长文守明子若云大向晓国志建春秋小松青远思".split("");
const SECOND = "河渠山墨海舟雪正平华林峰生东梅宁清泉石岩".split("");
const CITIES = ["青岭市", "白山市", "临江市", "南浦市", "石门市"];
const BODIES = ["水利局", "教育局", "财政局", "民政局", "农业农村局", "交通运输局", "卫生健康委员会", "文化和旅游局"];

// the n-th name: no two of the first 15,000 are the same
export const name = (n) => SURNAMES[n % SURNAMES.length] + FIRST[Math.floor(n / SURNAMES.length) % FIRST.length] + SECOND[Math.floor(n / SURNAMES.length / FIRST.length + n) % SECOND.length];
const pick = (list, n) => list[n % list.length];

const appointment = (n, city, year, month, day) => `${city}人民代表大会常务委员会
任免名单

(${year}年${month}月${day}日${city}第十六届人民代表大会常务委员会第${(n % 30) + 1}次会议通过)

一、决定任命
${name(n)}为${city}${pick(BODIES, n)}局长;
${name(n + 1)}为${city}${pick(BODIES, n + 3)}局长。

二、决定免去
${name(n + 2)}的${city}${pick(BODIES, n)}局长职务;
${name(n + 3)}的${city}人民政府秘书长职务。
`;
const project = (n, city, year, month, day) => `${city.slice(0, 2)}日报　${year}年${month}月${day}日　星期一　第1版

${city.slice(0, 2)}云水抽水蓄能电站开工 总投资${n + 20}.5亿元

${city.slice(0, 2)}日报讯(记者 ${name(n + 4)})${month}月${day}日,云水抽水蓄能电站项目开工。该项目总投资${n + 20}.5亿元,装机容量120万千瓦,计划工期72个月,业主为${city.slice(0, 2)}云水蓄能有限公司。市委书记${name(n + 5)}宣布开工,副市长${name(n + 6)}主持。

今年一季度,全市开工项目${n + 12}个,总投资${n * 3 + 61}.3亿元。
`;
const seats = (n, city, year, month, day) => `${city}第十六届人民代表大会常务委员会公告

第${"一二三四五六七八九"[n % 9]}号

由东城区选举的${city}第十六届人民代表大会代表${name(n + 7)}已调离本行政区域。由西山区选举的${city}第十六届人民代表大会代表${name(n + 8)}因病去世。

根据代表法的有关规定,${name(n + 7)}、${name(n + 8)}的代表资格终止。

现在,${city}第十六届人民代表大会实有代表${400 + n}名。

特此公告。

${city}人民代表大会常务委员会
${year}年${month}月${day}日
`;
const visit = (n, city, year, month, day) => `市领导督导防汛备汛工作

${city.slice(0, 2)}日报讯(记者 ${name(n + 9)})${month}月${day}日,副市长${name(n + 10)}到东城区督导防汛备汛工作。市${pick(BODIES, n)}局长${name(n + 11)},东城区委副书记、区长${name(n + 12)}陪同。

截至目前,全市已储备编织袋${n + 10}.5万条,组建抢险队伍${n + 100}支。
`;

// a crawl of `count` documents, one a line
export const crawl = (count) => Array.from({ length: count }, (_, n) => {
  const city = pick(CITIES, n);
  const [year, month, day] = [2023 + (n % 2), (n % 5) + 1, (n % 27) + 1];
  const published = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const text = pick([appointment, project, seats, visit], n)(n * 13, city, year, month, day);
  return JSON.stringify({ id: `${published}-${n + 1}`, published, place: city, text });
}).join("\n");

// a page of about 3,000 records: acts, offices and figures
export const large = () => {
  const parts = ["青岭市人民政府关于职务任免的通知", "", "决定任命:"];
  for (let n = 0; n < 1000; n += 1) parts.push(`${name(n)}为青岭市${pick(BODIES, n)}副局长;`);
  parts.push("", "各地督导防汛备汛工作", "");
  for (let n = 0; n < 500; n += 1) parts.push(`副市长${name(1000 + n)}到会,市${pick(BODIES, n)}局长${name(1600 + n)}主持。全市已储备编织袋${n + 11}万条,组建抢险队伍${n + 7}支。`, "");
  return parts.join("\n");
};
