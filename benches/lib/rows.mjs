// Made-up tasks. Row i depends on i alone, so that every run and every size has the same rows.

const STATES = ["registered", "dispatched", "signed", "roadmap_review", "in_progress", "closure_review", "written_off"];
/** Percent of each state. */
const SHARES = [10, 10, 5, 5, 45, 5, 20];
const OFFICES = [
  "发展改革委", "教育厅", "科技厅", "工业和信息化厅", "公安厅", "民政厅", "司法厅", "财政厅", "人力资源社会保障厅",
  "自然资源厅", "生态环境厅", "住房城乡建设厅", "交通运输厅", "水利厅", "农业农村厅", "商务厅", "文化和旅游厅", "卫生健康委",
  "应急厅", "审计厅", "国资委", "市场监管局", "统计局", "林草局", "体育局", "医保局", "药监局", "税务局", "气象局", "通信管理局",
];
const CITIES = ["甲州", "乙州", "丙州", "丁州", "戊州", "己州", "庚州", "辛州", "壬州", "癸州"];
/** Eighty units: thirty of the province, five of each of ten cities. */
export const UNITS = [
  ...OFFICES.map((office, index) => unit(`D${index + 1}`, `省${office}`, "province_department")),
  ...CITIES.flatMap((city, index) =>
    ["政府", ...OFFICES.slice(0, 4)].map((office, at) => unit(`C${index + 1}-${at}`, city + office, "region_city")),
  ),
];
const VERBS = ["取消和下放", "清理规范", "推进", "完善", "建立健全", "全面实施", "优化", "压减", "公布", "开展"];
const OBJECTS = [
  "行政审批事项", "行政审批中介服务事项", "“双随机、一公开”监管", "权力清单和责任清单", "商事登记制度改革",
  "投资项目在线审批监管平台", "职业资格许可和认定", "政务服务“一张网”", "收费目录清单", "企业投资项目承诺制",
  "综合行政执法体制改革", "社会信用体系", "公共服务流程", "证明和盖章类材料",
];
const TAILS = ["，按期完成阶段目标", "，形成制度性成果", "，报省政府备案", "，向社会公开", "，纳入年度督查计划", ""];
const FIELDS = ["行政审批", "商事制度", "投资审批", "职业资格", "收费清理", "市场监管", "综合执法", "信用体系", "政务服务"];
const STEPS = ["摸底调查", "拟定方案", "征求意见", "印发实施", "督导检查", "总结评估"];

function unit(code, name, kind) {
  return { code, name, kind };
}

/** mulberry32 */
function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Next year: nothing is due yet, so the ladder of urging writes to nobody while something is measured. */
export const YEAR = new Date().getUTCFullYear() + 1;
const day = (n) => new Date(Date.UTC(YEAR, 0, 1) + n * 864e5).toISOString().slice(0, 10);

/** The i-th task; units are places in [`UNITS`], the first leads. */
export function task(i) {
  const next = random(i * 7919 + 17);
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  let [left, state] = [next() * 100, 0];
  while (left >= SHARES[state]) left -= SHARES[state++];
  const start = below(200);
  const due = next() < 0.9 ? start + 30 + below(130) : undefined;
  const units = [...new Set(Array.from({ length: 3 + below(4) }, () => below(UNITS.length)))];
  const steps = Array.from({ length: 2 + below(2) }, (_, at) => ({ title: STEPS[at * 2], due: day(start + 20 * (at + 1)) }));
  return {
    seq: i,
    title: `${pick(VERBS)}${pick(OBJECTS)}${pick(TAILS)}（第${i}项）`,
    field: pick(FIELDS),
    state: STATES[state],
    due: due === undefined ? undefined : day(Math.min(due, 364)),
    kind: due !== undefined ? "fixed" : next() < 0.5 ? "ongoing" : "unscheduled",
    content: `牵头单位制定“路线图”和“时间表”，${pick(VERBS)}${pick(OBJECTS)}，第${1 + below(5)}次调度会前报送进展。`,
    source: { document: `政发〔2026〕${1 + below(60)}号`, clause: `第${1 + below(90)}项` },
    coLeads: below(3),
    units,
    steps,
  };
}
