//! What the reader can do with a task where it stands now: buttons, and the dialogs that ask for a reason.

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    features::tasks::{
        api::{GiveBack, MergeTask, ResumeTask, SignTasks, StopTask},
        model::{
            State, UnitRole, can_edit_ledger,
            life::{can_direct, can_sign},
        },
        queries::{
            details::TaskDetails,
            life::{Assignment, LastStep},
        },
    },
    server::http::forms::returned,
    shared::{actor::Actor, ids::CommandKey, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Callout, Dialog, DialogCancel, DialogLink, Errors, Form, LinkButton, PostButton, TextArea,
        TextField, Tone,
    },
};

/// The buttons of the page's head: what is the reader's turn first.
pub fn life_actions(task: &TaskDetails, own: Option<&Assignment>, actor: &Actor, locale: Locale) -> AnyView {
    let own = waiting_part(task, own, actor);
    let sign = own.map(|_| sign(task, locale));
    let direct = can_direct(actor);
    let dispatch = (direct && task.state == State::Registered).then(|| {
        let href = format!("/tasks/{}/dispatch", task.number);
        view! { <LinkButton href label=t::life::dispatch(locale) kind=ButtonKind::Primary icon="send" /> }
    });
    let aside = (direct && task.state.is_open()).then(|| {
        view! {
            <DialogLink target="stop" label=t::life::stop(locale) icon="pause" />
            <DialogLink target="merge" label=t::life::merge(locale) icon="swap" />
        }
    });
    let resume = (direct && matches!(task.state, State::Stopped | State::Merged)).then(|| {
        view! { <DialogLink target="resume" label=t::life::resume(locale) kind=ButtonKind::Primary icon="play" /> }
    });
    let edit = can_edit_ledger(actor).then(|| {
        view! { <LinkButton href=format!("/tasks/{}/edit", task.number) label=t::tasks::edit(locale) icon="edit" /> }
    });
    view! { {sign} {dispatch} {resume} {edit} {aside} }.into_any()
}

/// The reader's part, while it is to be signed for or given back.
fn waiting_part<'a>(task: &TaskDetails, own: Option<&'a Assignment>, actor: &Actor) -> Option<&'a Assignment> {
    own.filter(|own| own.waits() && can_sign(actor) && task.state.is_with_units())
}

fn sign(task: &TaskDetails, locale: Locale) -> AnyView {
    let fields = vec![("numbers[]", task.number.clone()), ("key", CommandKey::new().to_string())];
    view! {
        <PostButton action=SignTasks::PATH label=t::life::sign(locale) kind=ButtonKind::Primary icon="check" fields />
        <DialogLink target="give-back" label=t::life::give_back(locale) icon="swap" />
    }
    .into_any()
}

/// The dialogs that the buttons open. Each stands in the page only for who may use it.
pub fn life_dialogs(task: &TaskDetails, own: Option<&Assignment>, actor: &Actor, locale: Locale) -> AnyView {
    let own = waiting_part(task, own, actor);
    let give_back = own.map(|own| {
        let note = if own.role == UnitRole::Lead {
            t::life::give_back_lead_note(locale)
        } else {
            t::life::give_back_note(locale)
        };
        let ask = Ask { id: "give-back", function: "tasks/give_back", action: GiveBack::PATH, note };
        ask.dialog(task, t::life::give_back_title(locale, &task.number), t::life::give_back(locale), locale)
    });
    let direct = can_direct(actor);
    let aside = (direct && task.state.is_open()).then(|| {
        let stop = Ask { id: "stop", function: "tasks/stop", action: StopTask::PATH, note: t::life::stop_note(locale) };
        let merge =
            Ask { id: "merge", function: "tasks/merge", action: MergeTask::PATH, note: t::life::merge_note(locale) };
        view! {
            {stop.dialog(task, t::life::stop_title(locale, &task.number), t::life::stop(locale), locale)}
            {merge.dialog(task, t::life::merge_title(locale, &task.number), t::life::merge(locale), locale)}
        }
    });
    let resume = (direct && matches!(task.state, State::Stopped | State::Merged)).then(|| {
        let note = t::life::resume_note(locale);
        let ask = Ask { id: "resume", function: "tasks/resume", action: ResumeTask::PATH, note };
        ask.dialog(task, t::life::resume_title(locale, &task.number), t::life::resume(locale), locale)
    });
    view! { {give_back} {aside} {resume} }.into_any()
}

/// A dialog that asks for a reason.
struct Ask {
    id: &'static str,
    function: &'static str,
    action: &'static str,
    note: &'static str,
}

impl Ask {
    fn dialog(&self, task: &TaskDetails, title: String, label: &'static str, locale: Locale) -> AnyView {
        let back = returned(self.function);
        let value = |field: &str| back.as_ref().and_then(|back| back.value(field)).unwrap_or_default();
        let message = |field: &str| back.as_ref().and_then(|back| back.message(field));
        let key = back.as_ref().and_then(|back| back.value("key")).unwrap_or_else(|| CommandKey::new().to_string());
        let errors = back.as_ref().map(|back| Errors(crate::server::http::forms::field_errors(&back.error)));
        let open = back.is_some();
        let into = (self.id == "merge").then(|| {
            view! {
                <TextField
                    name="into"
                    label=t::life::merge_into(locale)
                    value=value("into")
                    error=message("into")
                    hint=t::life::merge_into_hint(locale)
                    required=true
                    autocomplete="off"
                />
            }
        });
        let kind = if self.id == "resume" { ButtonKind::Primary } else { ButtonKind::Danger };
        let reason_id = format!("{}-reason", self.id);
        let (reason, fault) = (value("reason"), message("reason"));
        let (note, id, action) = (self.note, self.id, self.action);
        let fields = vec![("number", task.number.clone())];
        let inside = view! {
            <p>{note}</p>
            {into}
            <TextArea name="reason" id=reason_id label=t::life::reason(locale) value=reason error=fault required=true rows=3 />
            <div class="dialog__foot">
                <Button label kind />
                <DialogCancel href=format!("/tasks/{}", task.number) />
            </div>
        }
        .into_any();
        view! {
            <Dialog id title open>
                <Form action key fields errors=errors.unwrap_or_default()>{inside}</Form>
            </Dialog>
        }
        .into_any()
    }
}

/// Why the task stands still: the lead gave it back, or the office set it aside.
pub fn standstill(task: &TaskDetails, last: Option<&LastStep>, locale: Locale) -> AnyView {
    let Some(last) = last.filter(|last| match task.state {
        State::Registered => last.step == "give_back",
        State::Stopped | State::Merged => true,
        _ => false,
    }) else {
        return ().into_any();
    };
    let day = time::minute(last.at);
    let sentence = match (task.state, &last.into) {
        (State::Registered, _) => t::life::was_given_back(locale, &day, &last.person, &last.reason),
        (State::Merged, Some(into)) => t::life::was_merged(locale, &day, &last.person, into, &last.reason),
        _ => t::life::was_stopped(locale, &day, &last.person, &last.reason),
    };
    let link = last.into.clone().map(|into| {
        let href = format!("/tasks/{into}");
        view! { <p><a class="link" href=href>{into}</a></p> }
    });
    view! { <Callout tone=Tone::Yellow><p>{sentence}</p>{link}</Callout> }.into_any()
}
