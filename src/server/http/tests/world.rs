//! A small installation: every kind of reader, all of them in 省编办; a task of their unit's and one of another's.

use chrono::TimeDelta;
use sqlx::{PgPool, types::Uuid};

use super::Site;
use crate::{
    features::{
        extensions::{self, inputs::AskForm},
        instructions::{self, inputs::GiveForm},
        reports::{
            commands::{send::send, writing::Which},
            inputs::ReportForm,
            tests::{attaching::attached, report},
        },
        roadmaps::{
            commands::propose::{Proposal, Then, propose},
            model::{Line, Seen},
        },
        tasks::{
            commands::{
                life::{
                    dispatch::{Dispatch, dispatch},
                    sign::sign,
                },
                upload_import::{NewImport, upload_import},
            },
            content::TaskContent,
            tests::{Ledger, content},
        },
    },
    server::{context::Act, state::App, testing},
    shared::{
        actor::{Actor, Role},
        ids::{CommandKey, ImportId, InstructionId, PersonId, SessionId, UrgeId},
    },
};

/// Somebody who asks.
pub(super) struct Reader {
    pub(super) name: &'static str,
    /// Nobody is signed in without.
    pub(super) actor: Option<Actor>,
}

pub(super) struct World {
    pub(super) site: Site,
    /// In the order of the matrix.
    pub(super) readers: Vec<Reader>,
    /// 联络员 of 省科技厅.
    pub(super) other: Actor,
    /// A sheet that the first reader, the registrar, uploaded, and one of somebody else.
    pub(super) own_import: ImportId,
    pub(super) other_import: ImportId,
    /// A report that the readers' unit sent, and what it asks of the office.
    pub(super) report: Uuid,
    pub(super) help: Uuid,
    /// What was sent along with a report of the readers' unit, and with one of another.
    pub(super) own_document: Uuid,
    pub(super) other_document: Uuid,
    /// On the tasks for which more time was asked.
    pub(super) own_instruction: InstructionId,
    pub(super) other_instruction: InstructionId,
    /// What the readers' unit was urged to do, and another.
    pub(super) own_urge: UrgeId,
    pub(super) other_urge: UrgeId,
    /// A session of `other`.
    pub(super) other_session: SessionId,
}

/// The task of the readers' unit, and one in which it has no part.
pub(super) const OWN_TASK: &str = "35-01";
pub(super) const OTHER_TASK: &str = "35-02";
/// The same, dispatched.
pub(super) const OWN_GIVEN: &str = "35-03";
/// Dispatched too; nobody signs for it.
pub(super) const OWN_UNSIGNED: &str = "35-05";
/// Dispatched and signed for; nobody drew up a roadmap; a report of November was sent that asks the office for help.
pub(super) const OWN_SIGNED: &str = "35-06";
pub(super) const OTHER_GIVEN: &str = "35-04";
/// With roadmaps that are with the office, of its only unit.
pub(super) const OTHER_PLANNED: &str = "35-97";
pub(super) const OWN_PLANNED: &str = "35-98";

/// A roadmap of one line that goes to the office.
fn roadmap(number: &str) -> Proposal {
    let line = Line {
        row: 1,
        milestone: None,
        title: "摸底".to_owned(),
        deliverable: "清单".to_owned(),
        due: "2016-10-31".parse().ok(),
    };
    Proposal { number: number.to_owned(), seen: Seen::default(), lines: vec![line], then: Then::Confirm }
}
/// Dispatched too; their leads have asked for more time, which waits for the office.
pub(super) const OWN_ASKED: &str = "35-21";
pub(super) const OTHER_ASKED: &str = "35-22";

impl World {
    pub(super) async fn new(pool: PgPool) -> Self {
        let ledger = Ledger::open(pool).await;
        let app = &ledger.app;
        ledger.enter(&content(1)).await;
        let alone =
            TaskContent { lead: "P-KJT".to_owned(), co_leads: Vec::new(), participants: Vec::new(), ..content(2) };
        ledger.enter(&alone.clone()).await;
        ledger.enter(&TaskContent { participants: vec!["P-KJT".to_owned()], ..content(3) }).await;
        ledger.enter(&TaskContent { seq: 4, ..alone.clone() }).await;
        ledger.enter(&content(5)).await;
        ledger.enter(&content(6)).await;
        ledger.enter(&TaskContent { seq: 97, ..alone.clone() }).await;
        ledger.enter(&TaskContent { seq: 98, lead: "P-BB".to_owned(), ..alone.clone() }).await;
        ledger.enter(&content(21)).await;
        ledger.enter(&TaskContent { seq: 22, ..alone.clone() }).await;
        let numbers =
            [OWN_GIVEN, OTHER_GIVEN, OWN_UNSIGNED, OWN_SIGNED, OTHER_PLANNED, OWN_PLANNED, OWN_ASKED, OTHER_ASKED];
        let given = Dispatch { numbers: numbers.map(str::to_owned).to_vec(), ..Dispatch::default() };
        dispatch(&app.db, &ledger.act(), CommandKey::new(), &given).await.unwrap();
        let mut readers = Vec::new();
        for role in Role::ALL {
            readers.push(Reader { name: role.code(), actor: Some(testing::person(app, role, "P-BB").await) });
        }
        let plain = testing::person_without_role(app, "nothing", "P-BB").await;
        readers.push(Reader { name: "no role", actor: Some(plain) });
        readers.push(Reader { name: "nobody", actor: None });
        let other = testing::person(app, Role::Liaison, "P-KJT").await;
        for (unit, numbers, planned) in
            [("P-BB", &[OWN_SIGNED, OWN_PLANNED][..], OWN_PLANNED), ("P-KJT", &[OTHER_PLANNED], OTHER_PLANNED)]
        {
            let head = testing::act(app, &testing::person(app, Role::UnitHead, unit).await);
            let numbers: Vec<String> = numbers.iter().map(|number| (*number).to_owned()).collect();
            // In time for the report on October, which the requests of the matrix are about.
            let in_october = Act { at: head.at - TimeDelta::days(40), ..head.clone() };
            sign(&app.db, &in_october, CommandKey::new(), &numbers).await.unwrap();
            propose(&app.db, &head, CommandKey::new(), &roadmap(planned)).await.unwrap();
        }
        // Everybody was told something; each notification has the id of its person.
        sqlx::query(
            "insert into notifications (id, person_id, topic, dedupe, made_at)
             select id, id, 'task_resumed', 'once', $1 from people",
        )
        .bind(app.clock.now())
        .execute(&app.db)
        .await
        .expect("notifications");
        let (report, help) = reported(&ledger, &readers).await;
        let own_document = document(app, OWN_SIGNED).await;
        let other_document = report_with_file(app, &other, OTHER_PLANNED).await;
        let own_urge = urge(app, OWN_GIVEN, "P-BB").await;
        let other_urge = urge(app, OTHER_GIVEN, "P-KJT").await;
        let (other_session, _) = testing::session(app, &other).await;
        let upload = |actor: &Actor| {
            let act = testing::act(app, actor);
            let import = NewImport {
                plan: Ok("35".to_owned()),
                file_name: "ledger-72.csv".to_owned(),
                content: include_bytes!("../../../../demo/ledger-72.csv").to_vec(),
            };
            async move { upload_import(&app.db, &act, import).await.unwrap() }
        };
        let own_import = upload(readers[0].actor.as_ref().unwrap()).await;
        let other_import = upload(&ledger.registrar).await;
        let own_instruction = ask_and_instruct(&ledger, OWN_ASKED, "P-BB").await;
        let other_instruction = ask_and_instruct(&ledger, OTHER_ASKED, "P-KJT").await;
        let site = Site::new(app);
        Self {
            site,
            readers,
            other,
            own_import,
            other_import,
            report,
            help,
            own_document,
            other_document,
            own_instruction,
            other_instruction,
            own_urge,
            other_urge,
            other_session,
        }
    }

    pub(super) fn reader(&self, role: Role) -> &Actor {
        self.readers.iter().find(|reader| reader.name == role.code()).and_then(|reader| reader.actor.as_ref()).unwrap()
    }

    /// A new session of the reader: its id and its cookie.
    pub(super) async fn sign_in(&self, actor: &Actor) -> (SessionId, String) {
        testing::session(&self.site.app, actor).await
    }

    /// The cookie of a new session; nothing for nobody.
    pub(super) async fn cookie(&self, reader: &Reader) -> String {
        match &reader.actor {
            Some(actor) => self.sign_in(actor).await.1,
            None => String::new(),
        }
    }

    pub(super) async fn as_role(&self, role: Role) -> String {
        self.sign_in(self.reader(role)).await.1
    }

    /// The address with the parts in braces filled in; the record is the reader's unit's own, or another's.
    pub(super) fn address(&self, path: &str, own: bool) -> String {
        let (task, import) = if own { (OWN_TASK, self.own_import) } else { (OTHER_TASK, self.other_import) };
        let (asked, instruction) =
            if own { (OWN_ASKED, self.own_instruction) } else { (OTHER_ASKED, self.other_instruction) };
        let task = match path {
            "/tasks/{number}/roadmap" if own => OWN_SIGNED,
            "/tasks/{number}/roadmap/review" if own => OWN_PLANNED,
            "/tasks/{number}/roadmap" | "/tasks/{number}/roadmap/review" => OTHER_PLANNED,
            path if path.contains("/report") && own => OWN_SIGNED,
            path if path.contains("/report") => OTHER_PLANNED,
            path if path.contains("/extension") || path.contains("/instruct") => asked,
            _ => task,
        };
        let PersonId(person) = self.other.person;
        let document = if own { self.own_document } else { self.other_document };
        if path == "/tasks/{number}/report/files" {
            // On October nothing was sent.
            return format!("/tasks/{task}/report/files?period=2016-10-01");
        }
        let code = if path.starts_with("/admin/classes") { "CITIES" } else { "P-BB" };
        if path == "/instructions/{id}" {
            return path.replace("{id}", &instruction.to_string());
        }
        path.replace("{number}", task)
            .replace("{import}", &import.to_string())
            .replace("{document}", &document.to_string())
            .replace("{id}", &person.to_string())
            .replace("{code}", code)
            .replace("{*function}", "tasks/no_such_function")
            .replace("{*file}", "none/duban.css")
    }
}

/// What was sent along with the report on a task.
async fn document(app: &App, number: &str) -> Uuid {
    sqlx::query_scalar(
        "select document_id from report_documents d join tasks t on t.id = d.task_id where t.number = $1",
    )
    .bind(number)
    .fetch_one(&app.db)
    .await
    .expect("a document")
}

/// A report with a file, by who signed before.
async fn report_with_file(app: &App, by: &Actor, number: &str) -> Uuid {
    let (act, which) = (testing::act(app, by), november(number));
    let document = attached(app, &act, &which, "清单.pdf", "清单").await;
    send(&app.db, &act, CommandKey::new(), &which, &report()).await.unwrap();
    document
}

fn november(number: &str) -> Which {
    Which { number: number.to_owned(), period: "2016-11-01".to_owned(), version: 0 }
}

/// Signs for [`OWN_SIGNED`] and reports on it, with a file. Returns the report and what it asks for.
async fn reported(ledger: &Ledger, readers: &[Reader]) -> (Uuid, Uuid) {
    let officer = readers.iter().find(|reader| reader.name == Role::Liaison.code());
    let officer = officer.and_then(|reader| reader.actor.as_ref()).expect("a liaison officer");
    let (db, act) = (&ledger.app.db, testing::act(&ledger.app, officer));
    sign(db, &act, CommandKey::new(), &[OWN_SIGNED.to_owned()]).await.unwrap();
    let which = november(OWN_SIGNED);
    attached(&ledger.app, &act, &which, "清单.pdf", "清单").await;
    let form = ReportForm { help: "office".to_owned(), help_text: "请协调".to_owned(), ..report() };
    send(db, &act, CommandKey::new(), &which, &form).await.unwrap();
    sqlx::query_as("select report_id, id from help_requests").fetch_one(db).await.unwrap()
}

/// The head of the unit asks for more time, and a leader gives an instruction.
async fn ask_and_instruct(ledger: &Ledger, number: &str, unit: &str) -> InstructionId {
    let app = &ledger.app;
    let head = testing::person(app, Role::UnitHead, unit).await;
    let form = AskForm { cause: "测示".into(), progress: "测示".into(), asked_due: "2016-12-15".into() };
    extensions::commands::ask(&app.db, &testing::act(app, &head), CommandKey::new(), number, &form).await.unwrap();
    let leader = testing::person(app, Role::Leader, "XTB").await;
    let form = GiveForm { text: "测示".into(), reply_due: "2016-12-07".into(), ..GiveForm::default() };
    instructions::commands::give(&app.db, &testing::act(app, &leader), CommandKey::new(), number, &form).await.unwrap()
}

/// A unit is urged about a task.
async fn urge(app: &App, number: &str, unit: &str) -> UrgeId {
    let id = UrgeId::new();
    sqlx::query(
        "insert into urges (id, task_id, unit_id, level, subject, due, limit_on, sent_at, sent_on)
         select $1, t.id, u.id, 'blue', 'due:' || t.id || ':' || t.current_due, t.current_due, $4, $5, $4
         from tasks t, units u where t.number = $2 and u.code = $3",
    )
    .bind(id.0)
    .bind(number)
    .bind(unit)
    .bind(app.clock.today())
    .bind(app.clock.now())
    .execute(&app.db)
    .await
    .expect("an urge");
    id
}
