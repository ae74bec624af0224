//! What was out of the ordinary: extensions, instructions, help, urging by hand, tasks set aside.

use std::borrow::Cow;

use super::scenes::{
    Asked,
    Doing::{
        self, Answer, AnswerHelp, Ask, ConfirmAsked, Decide, GiveAgain, GiveBack, Instruct, Merge, Note, ReplyToUrge,
        ReturnReport, Sign, Stop, Urge,
    },
};
use crate::features::extensions::model::Decision;

/// An extension that was granted: task, the day it was asked for, the day it was decided, the new deadline, why.
pub type Granted = (u16, &'static str, &'static str, &'static str, &'static str);

/// Asked for by the liaison officer, confirmed by the head the same day, granted as asked.
pub const GRANTED: &[Granted] = &[
    (41, "10-19", "10-21", "12-15", "省直部门清单审核中发现依据不一致，需逐项复核后统一公布"),
    (7, "10-26", "10-28", "12-09", "目录管理办法合法性审查提出重大修改意见，需再次征求部门意见"),
    (9, "10-25", "10-28", "12-15", "国家核准目录近期调整，省级目录需同步修订"),
    (16, "10-26", "10-28", "12-15", "部分职业资格证书后续处理涉及群众较多，需妥善过渡"),
    (23, "10-25", "10-28", "12-09", "个别市州住所登记办法未完成修订，需继续指导"),
    (36, "10-26", "10-28", "12-15", "年度检查方式改革需与教育部新规定衔接"),
    (40, "10-26", "10-28", "12-09", "赛事监管评估需等待秋季赛事全部结束"),
    (42, "10-25", "10-28", "12-15", "县级执法人员名录库人员信息采集量大，尚有部分县市未建成"),
    (35, "11-10", "11-14", "12-20", "高校院所成果转化落实情况需在年度统计后汇总"),
    (39, "11-10", "11-14", "12-09", "网上申报系统升级，后续监管检查顺延"),
    (58, "11-10", "11-14", "12-15", "县级公共服务事项目录审核未完成，统一公布时间顺延"),
    (66, "11-10", "11-14", "12-20", "基层便民服务检查覆盖面扩大到全部乡镇"),
    (4, "11-22", "11-25", "12-20", "试运行期间企业反馈意见较多，需完善办事指南后公开"),
    (24, "11-22", "11-25", "12-20", "部门协同注销流程需与国家简易注销改革方案衔接"),
    (45, "11-23", "11-25", "12-20", "省级执法部门接入改造工作量大"),
    (51, "11-22", "11-25", "12-20", "执法案卷评查增加市县样本，评查期延长"),
];

/// What leads asked the office for: task, whether in the November report, what.
pub const HELP: &[(u16, bool, &str)] = &[
    (52, false, "请办公室协调人民银行长春中心支行明确信用信息接口规范，以便如期接入。"),
    (11, false, "部分市县平台未落实专人，请办公室督促各市（州）政府按期贯通。"),
    (33, true, "请办公室协调省人社厅、省财政厅对高校配套办法一次性提出意见。"),
    (45, true, "省级执法部门接入进度不一，请办公室召集专题会统一接入标准和时间。"),
];

const REFUSED: Asked = Asked {
    until: "12-20",
    cause: "第三方评估机构招标流标，评估工作推迟",
    progress: "省、市两级已全面公示，评估机构正在重新招标",
};
const WAITS_FOR_OFFICE: Asked = Asked {
    until: "12-20",
    cause: "市县权责清单合法性审查数量大，个别县市尚未完成比对",
    progress: "省级清单调整意见已完成，九个市（州）已完成比对",
};
const WAITS_FOR_HEAD: Asked = Asked {
    until: "12-15",
    cause: "公主岭市、梅河口市承接机构人员尚未到位",
    progress: "委托协议已与两市完成文本磋商，待签署",
};

/// Task 53 asked and was refused; 8 waits for the office, 14 for the unit's head.
pub static TURNS: &[(&str, Doing)] = &[
    (
        "10-14 10:40",
        GiveBack {
            unit: "P-FGW", task: 67, why: "政务热线整合职责在省政府办公厅，建议由省政府办公厅牵头，我委配合"
        },
    ),
    ("10-14 11:05", GiveBack { unit: "P-TJJ", task: 65, why: "本项任务不涉及我局职责，建议不列为配合单位" }),
    ("10-14 15:20", GiveBack { unit: "P-XMJ", task: 46, why: "兽药抽检职责已划入省农委，请核实" }),
    ("10-18 09:10", GiveAgain { unit: "P-XMJ", task: 46 }),
    ("10-19 09:25", Sign { unit: Cow::Borrowed("P-XMJ"), but: &[] }),
    ("10-25 09:40", Sign { unit: Cow::Borrowed("P-NW"), but: &[] }),
    ("10-27 14:35", Sign { unit: Cow::Borrowed("P-GAT"), but: &[] }),
    ("11-29 16:10", Sign { unit: Cow::Borrowed("C-HG"), but: &[] }),
    ("10-24 11:10", Ask { task: 53, asked: REFUSED }),
    ("10-24 16:30", ConfirmAsked { task: 53, asked: REFUSED }),
    (
        "10-25 09:15",
        Instruct {
            task: 53,
            text: "“双公示”是硬任务，第三方评估不能一拖再拖。请省发改委说明原因，提出补救措施。",
            reply_by: "10-31",
        },
    ),
    (
        "10-27 10:10",
        AnswerHelp {
            task: 52,
            answer: "已商人民银行长春中心支行，接口规范由其于11月4日前书面提供，请省发改委做好对接。",
        },
    ),
    (
        "10-27 16:40",
        Decide {
            task: 53,
            decision: Decision::Refused,
            until: "",
            reason: "评估属既定工作安排，招标组织不力不构成延期理由，请抓紧完成",
        },
    ),
    (
        "10-28 15:30",
        Answer {
            task: 53, text: "已约谈评估工作承担处室，重新招标公告于10月27日发布，12月中旬前出具评估报告并通报。"
        },
    ),
    ("10-31 08:50", Note { task: 53 }),
    (
        "11-08 09:05",
        Instruct {
            task: 20,
            text: "“五证合一”实施一个多月，请省工商局把各地执行中的堵点摸清楚，提出改进办法。",
            reply_by: "11-15",
        },
    ),
    ("11-09 15:10", Stop { task: 31, why: "国家输配电价改革试点方案正在调整，待方案明确后恢复办理" }),
    (
        "11-10 09:30",
        Urge {
            by: "ducha",
            unit: "P-NW",
            task: 49,
            text: "农业综合执法机构整合情况至今未报，请立即报送核查结果和完成时间。",
            limit: "11-15",
        },
    ),
    ("11-11 10:30", Merge { task: 64, into: 63, why: "政务服务事项目录编制与平台建设统筹推进，并入第63项" }),
    (
        "11-11 14:45",
        Answer {
            task: 20,
            text: "已对九个市（州）开展抽查，主要问题是部分银行、社保窗口仍要求提供旧证，已会同有关部门下发通知纠正。",
        },
    ),
    (
        "11-18 09:20",
        Urge {
            by: "jingban",
            unit: "P-GAT",
            task: 60,
            text: "实施细则和民警培训两个步骤均已超期，请说明原因并明确完成时间。",
            limit: "11-22",
        },
    ),
    (
        "11-21 15:50",
        ReplyToUrge {
            unit: "P-GAT",
            task: 60,
            text: "实施细则已报厅党委审议，民警培训改为网络方式，12月5日前全部完成。",
        },
    ),
    (
        "11-22 09:00",
        Instruct {
            task: 14,
            text: "用地和规划审批权限下放关系项目落地，请省国土厅尽快与两市签订委托协议，不得空转。",
            reply_by: "11-28",
        },
    ),
    ("11-24 10:20", Ask { task: 8, asked: WAITS_FOR_OFFICE }),
    ("11-25 09:35", ConfirmAsked { task: 8, asked: WAITS_FOR_OFFICE }),
    (
        "11-28 10:15",
        Instruct {
            task: 63, text: "工作方案要充分听取市县和企业意见，报审前先送我阅。", reply_by: "12-05"
        },
    ),
    ("11-29 09:20", Ask { task: 14, asked: WAITS_FOR_HEAD }),
    ("11-29 10:00", ReturnReport { task: 56, why: "未填写各市（州）信息归集数量，请补充后重新报送" }),
    ("11-29 10:25", ReturnReport { task: 3, why: "脱钩方案执行情况过于笼统，请列明已脱钩机构名单" }),
    (
        "11-29 14:20",
        Urge {
            by: "ducha",
            unit: "P-BB",
            task: 5,
            text: "试点评估已超期，请报送长白山管委会、梅河口市试点评估结论和完成时间。",
            limit: "12-02",
        },
    ),
    (
        "11-29 15:05",
        Urge {
            by: "jingban",
            unit: "P-JTT",
            task: 50,
            text: "本项任务交办一个多月仍未签收，请立即签收并报送推进情况。",
            limit: "12-01",
        },
    ),
];
