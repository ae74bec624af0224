//! The words of a mail, plain and as simple HTML.

use std::fmt::Write as _;

use super::{compose::Told, recipient::Recipient};
use crate::{
    features::notifications::model::sentence,
    shared::{locale::Locale, text::markup, time},
    t,
};

/// A mail tells no more than this; the rest is counted.
const LINES: usize = 50;

pub(super) struct Words {
    pub subject: String,
    pub plain: String,
    pub html: String,
}

/// The mail in the language that the person chose.
pub(super) fn words(told: &[Told], urgent: bool, to: &Recipient, public_url: &str) -> Words {
    let locale = to.preferences.language;
    let subject = if urgent {
        t::notifications::mail_urgent_subject(locale, told.len() as i64)
    } else {
        t::notifications::mail_digest_subject(locale, told.len() as i64)
    };
    let greeting = t::notifications::mail_greeting(locale, &to.name);
    let (mut plain, mut items) = (format!("{greeting}\n\n"), String::new());
    for (place, told) in told.iter().take(LINES).enumerate() {
        let line = line(told, locale);
        let _ = writeln!(plain, "{}. {line}", place + 1);
        let item = match told.number.as_ref().map(|number| format!("{public_url}/tasks/{number}")) {
            None => markup(&line),
            Some(url) => {
                let _ = writeln!(plain, "   {url}");
                format!("<a href=\"{}\">{}</a>", attribute(&url), markup(&line))
            }
        };
        let _ = writeln!(items, "<li>{item}</li>");
    }
    let mut foot = Vec::new();
    if told.len() > LINES {
        foot.push(t::notifications::mail_more(locale, (told.len() - LINES) as i64));
    }
    foot.push(t::notifications::mail_inbox(locale, format!("{public_url}/inbox")));
    foot.push(t::notifications::mail_settings(locale, format!("{public_url}/account/notifications")));
    foot.push(t::notifications::mail_secrecy(locale).to_owned());
    let _ = write!(plain, "\n{}\n", foot.join("\n"));
    let foot = foot.iter().fold(String::new(), |html, line| format!("{html}<p>{}</p>\n", markup(line)));
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<p>{}</p>\n<ol>\n{items}</ol>\n{foot}</html>\n",
        locale.html_lang(),
        markup(&greeting),
    );
    Words { subject, plain, html }
}

fn line(told: &Told, locale: Locale) -> String {
    t::notifications::mail_line(locale, sentence(&told.topic, &told.args, locale), time::minute(told.made_at))
}

fn attribute(text: &str) -> String {
    markup(text).replace('"', "&quot;")
}
