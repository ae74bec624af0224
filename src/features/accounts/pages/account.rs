//! `/account`

use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    app::page::{Page, page},
    features::{
        accounts::{
            api::{EndOtherSessions, EndSession},
            devices,
            model::{role_label, role_note},
            queries::{
                people::{self, PersonView},
                sessions::{self, SessionLine},
            },
        },
        preferences::api::{ChooseLanguage, ChooseTheme},
    },
    server::context::{RequestContext, SignedIn, request},
    shared::{error::AppError, ids::SessionId, locale::Locale, theme::Theme, time},
    t,
    ui::{Fact, HeadCell, HereField, LinkButton, PageHead, Pairs, Panel, PostButton, State, Table},
};

/// One's own data, roles, devices, language and theme.
#[component]
pub fn AccountPage() -> impl IntoView {
    page(async move {
        let context = request();
        let SignedIn { actor, session, .. } = context.signed_in.clone().ok_or(AppError::SignedOut)?;
        let person = people::view(&context.app.db, &actor, actor.person).await?;
        let lines = sessions::of_person(&context.app.db, actor.person, context.app.clock.now()).await?;
        let locale = context.locale;
        let title = t::accounts::my_account(locale);
        let side = view! { {roles(&person, locale)} {display(&context)} }.into_any();
        let body = view! {
            <PageHead title note=format!("{} · {}", person.name, person.unit.1) actions=mail_settings(locale) />
            <div class="cols cols--main-side">
                <div class="stack stack--l">
                    {data(&person, locale)}
                    {devices_panel(&lines, session, locale)}
                </div>
                <div class="stack stack--l">{side}</div>
            </div>
        };
        Ok(Page::new(title, None, body))
    })
}

fn mail_settings(locale: Locale) -> AnyView {
    view! { <LinkButton href="/account/notifications" label=t::notifications::settings(locale) icon="bell" /> }
        .into_any()
}

fn data(person: &PersonView, locale: Locale) -> AnyView {
    let given = |text: &str| match text {
        "" => view! { <span class="quiet">{t::accounts::empty_value(locale)}</span> }.into_any(),
        text => text.to_owned().into_any(),
    };
    let items = vec![
        Fact::new(t::accounts::account(locale), person.account.clone()),
        Fact::new(t::accounts::name(locale), person.name.clone()),
        Fact::new(t::accounts::unit(locale), person.unit.1.clone()),
        Fact::new(t::accounts::post(locale), given(&person.post)),
        Fact::new(t::accounts::office_phone(locale), given(&person.office_phone)),
        Fact::new(t::accounts::mobile(locale), given(&person.mobile)),
        Fact::new(t::accounts::email(locale), given(&person.email)),
    ];
    let since = t::accounts::password_since(locale, time::day(time::office_day(person.password_set_at)));
    let foot = view! {
        <LinkButton href="/account/password" label=t::accounts::change_password(locale) icon="lock" />
        <LinkButton href="/account/codes" label=t::accounts::codes(locale) icon="lock" />
        <span class="meta">{since}</span>
    }
    .into_any();
    view! {
        <Panel id="data" title=t::accounts::my_data(locale) note=t::accounts::my_data_note(locale) foot>
            <Pairs items />
        </Panel>
    }
    .into_any()
}

fn roles(person: &PersonView, locale: Locale) -> AnyView {
    let items = person
        .roles
        .iter()
        .map(|role| {
            view! {
                <li>
                    <strong>{role_label(role, locale)}</strong>
                    <p class="meta">{role_note(role, locale)}</p>
                </li>
            }
        })
        .collect_view();
    let none =
        (person.roles.iter().next().is_none()).then(|| view! { <p class="quiet">{t::accounts::no_roles(locale)}</p> });
    view! {
        <Panel id="roles" title=t::accounts::my_roles(locale)>
            <ul class="rule-list">{items}</ul>
            {none}
        </Panel>
    }
    .into_any()
}

fn devices_panel(lines: &[SessionLine], own: SessionId, locale: Locale) -> AnyView {
    let head = view! {
        <HeadCell label=t::accounts::device(locale) />
        <HeadCell label=t::accounts::address(locale) />
        <HeadCell label=t::accounts::started(locale) />
        <HeadCell label=t::accounts::last_seen(locale) />
        <HeadCell label=t::accounts::action(locale) />
    }
    .into_any();
    let rows = lines.iter().map(|line| device_row(line, line.id == own, locale)).collect_view();
    let foot = (lines.len() > 1).then(|| {
        view! { <PostButton action=EndOtherSessions::PATH label=t::accounts::end_others(locale) /> }
    });
    view! {
        <Panel id="sessions" title=t::accounts::my_sessions(locale) note=t::accounts::my_sessions_note(locale)>
            <div class="stack">
                <Table label=t::accounts::my_sessions(locale) head class="table--cards">{rows}</Table>
                {foot}
            </div>
        </Panel>
    }
    .into_any()
}

fn device_row(line: &SessionLine, own: bool, locale: Locale) -> AnyView {
    let device = devices::words(&line.device, locale);
    let action = if own {
        view! { <State label=t::accounts::this_device(locale) mine=true /> }.into_any()
    } else {
        let fields = vec![("session", line.id.to_string())];
        view! { <PostButton action=EndSession::PATH label=t::accounts::end_session_of(locale, &device) fields /> }
            .into_any()
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{device}</th>
            <td role="cell" class="num">{line.address.clone()}</td>
            <td role="cell" class="num" data-label=t::accounts::started(locale)>{time::minute(line.created_at)}</td>
            <td role="cell" class="num" data-label=t::accounts::last_seen(locale)>{time::minute(line.seen_at)}</td>
            <td role="cell">{action}</td>
        </tr>
    }
    .into_any()
}

fn display(context: &RequestContext) -> AnyView {
    let (locale, theme) = (context.locale, context.theme);
    let languages = Locale::ALL
        .into_iter()
        .map(|choice| press("language", choice.code(), language_name(choice), choice == locale))
        .collect_view();
    let themes = Theme::ALL
        .into_iter()
        .map(|choice| {
            let label = match choice {
                Theme::System => t::accounts::theme_system(locale),
                Theme::Light => t::accounts::theme_light(locale),
                Theme::Dark => t::accounts::theme_dark(locale),
            };
            press("theme", choice.code(), label, choice == theme)
        })
        .collect_view();
    view! {
        <Panel id="display" title=t::accounts::display(locale)>
            <div class="stack">
                {switch(ChooseLanguage::PATH, t::accounts::language(locale), languages.into_any())}
                {switch(ChooseTheme::PATH, t::accounts::theme(locale), themes.into_any())}
            </div>
        </Panel>
    }
    .into_any()
}

const fn language_name(choice: Locale) -> &'static str {
    match choice {
        Locale::Chinese => t::accounts::chinese(choice),
        Locale::English => t::accounts::english(choice),
    }
}

fn switch(action: &'static str, label: &'static str, buttons: AnyView) -> AnyView {
    view! {
        <form method="post" action=action aria-label=label>
            <HereField />
            <p class="field__label">{label}</p>
            <div class="row">{buttons}</div>
        </form>
    }
    .into_any()
}

fn press(name: &'static str, value: &'static str, label: &'static str, chosen: bool) -> AnyView {
    view! {
        <button class="btn" type="submit" name=name value=value aria-pressed=if chosen { "true" } else { "false" }>
            {label}
        </button>
    }
    .into_any()
}
