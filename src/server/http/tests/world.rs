//! A small installation: every kind of reader, all of them in 省编办; a task of their unit's and one of another's.

use sqlx::PgPool;

use super::Site;
use crate::{
    features::{
        extensions::{self, inputs::AskForm},
        instructions::{self, inputs::GiveForm},
        tasks::{
            commands::{
                life::dispatch::{Dispatch, dispatch},
                upload_import::{NewImport, upload_import},
            },
            content::TaskContent,
            tests::{Ledger, content},
        },
    },
    server::testing,
    shared::{
        actor::{Actor, Role},
        ids::{CommandKey, ImportId, InstructionId, PersonId, SessionId},
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
    /// On the tasks for which more time was asked.
    pub(super) own_instruction: InstructionId,
    pub(super) other_instruction: InstructionId,
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
pub(super) const OTHER_GIVEN: &str = "35-04";
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
        ledger.enter(&content(21)).await;
        ledger.enter(&TaskContent { seq: 22, ..alone.clone() }).await;
        let given = Dispatch {
            numbers: [OWN_GIVEN, OTHER_GIVEN, OWN_UNSIGNED, OWN_ASKED, OTHER_ASKED].map(str::to_owned).to_vec(),
            ..Dispatch::default()
        };
        dispatch(&app.db, &ledger.act(), CommandKey::new(), &given).await.unwrap();
        let mut readers = Vec::new();
        for role in Role::ALL {
            readers.push(Reader { name: role.code(), actor: Some(testing::person(app, role, "P-BB").await) });
        }
        let plain = testing::person_without_role(app, "nothing", "P-BB").await;
        readers.push(Reader { name: "no role", actor: Some(plain) });
        readers.push(Reader { name: "nobody", actor: None });
        let other = testing::person(app, Role::Liaison, "P-KJT").await;
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
        Self { site, readers, other, own_import, other_import, own_instruction, other_instruction, other_session }
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
        let task = if path.contains("/extension") || path.contains("/instruct") { asked } else { task };
        let PersonId(person) = self.other.person;
        let code = if path.starts_with("/admin/classes") { "CITIES" } else { "P-BB" };
        if path == "/instructions/{id}" {
            return path.replace("{id}", &instruction.to_string());
        }
        path.replace("{number}", task)
            .replace("{import}", &import.to_string())
            .replace("{id}", &person.to_string())
            .replace("{code}", code)
            .replace("{*function}", "tasks/no_such_function")
            .replace("{*file}", "none/duban.css")
    }
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
