//! Files of a form. With script each file goes up as soon as it is chosen, with its progress, and the list follows
//! (`ui::islands::uploads`); without, a second button of the form sends the chosen ones along with what was typed.

use leptos::prelude::*;

use super::{
    icon::{Icon, IconSize},
    page::locale,
};
use crate::{shared::locale::Locale, t};

/// A file that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// Names it to the function that removes it.
    pub id: String,
    pub name: String,
    pub href: String,
    /// JPG
    pub badge: String,
    /// 1.9 MB
    pub size: String,
}

/// Where files go, and what may come.
#[derive(Clone, Debug)]
pub struct UploadTarget {
    /// Takes `multipart/form-data` with `files[]`, alone or with the fields of the form.
    pub address: String,
    /// The page that shows the form: the list is taken from it.
    pub page: String,
    /// The function that removes `document`.
    pub remove: &'static str,
    /// What names the record to that function, as it stands in a form body.
    pub record: String,
    /// In bytes.
    pub limit: u64,
    /// The endings that are offered.
    pub accept: String,
}

/// 附件: the files that are there, those on their way, and the ways to add some.
#[component]
pub fn Uploads(
    target: UploadTarget,
    files: Vec<UploadedFile>,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    let locale = locale();
    let megabytes = (target.limit / 1024 / 1024) as i64;
    let invalid = error.is_some().then_some("true");
    let error = error.map(|error| {
        view! {
            <span class="field__error" id="files-error">
                <Icon name="alert" size=IconSize::Small />
                <span>{error}</span>
            </span>
        }
    });
    let adding = adding(target.accept, target.address.clone(), locale);
    let rows = files.iter().map(|file| uploaded(file, Some(target.remove), locale)).collect::<Vec<_>>();
    view! {
        <div
            class="field uploads"
            id="files"
            role="group"
            tabindex="-1"
            aria-labelledby="files-label"
            data-invalid=invalid
            data-upload=target.address
            data-page=target.page
            data-remove=target.remove
            data-record=target.record
            data-limit=target.limit.to_string()
            data-too-large=t::documents::too_large_short(locale, megabytes)
            data-waiting=t::documents::waiting(locale)
            data-failed=t::documents::failed(locale)
            data-failed-server=t::documents::failed_server(locale)
            data-failed-session=t::documents::failed_session(locale)
            data-uploaded=t::documents::uploaded(locale, "{}")
        >
            <span class="field__label" id="files-label">
                {t::documents::attachments(locale)}
                <span class="field__opt">{t::ui::optional(locale)}</span>
            </span>
            <span class="field__hint">{t::documents::hint(locale, megabytes)}</span>
            {error}
            <ul class="uploads__list" id="files-list">{rows}</ul>
            <ul class="uploads__list" data-uploading=""></ul>
            <p class="vh" role="status" data-said=""></p>
            {adding}
            {row_to_copy(locale)}
        </div>
    }
}

/// A file that is there, as it is listed; with `remove`, it can be taken away.
pub fn uploaded(file: &UploadedFile, remove: Option<&'static str>, locale: Locale) -> AnyView {
    let remove = remove.map(|remove| {
        view! {
            <button
                class="btn btn--quiet btn--icon"
                type="submit"
                name="document"
                value=file.id.clone()
                formaction=remove
                data-upload-remove=file.id.clone()
                aria-label=t::documents::remove(locale, &file.name)
            >
                <Icon name="x" />
            </button>
        }
    });
    view! {
        <li class="upload" data-state="done">
            <span class="upload__icon" aria-hidden="true">{file.badge.clone()}</span>
            <div>
                <div class="upload__name">
                    <a class="link" href=file.href.clone() target="_blank" rel="noopener">{file.name.clone()}</a>
                </div>
                <div class="upload__meta num">{file.size.clone()}</div>
            </div>
            <div class="upload__acts">{remove}</div>
        </li>
    }
    .into_any()
}

/// With script: two buttons whose fields have no name, for what they hold goes up at once. Without: a field and a button.
fn adding(accept: String, address: String, locale: Locale) -> AnyView {
    view! {
        <div class="row needs-script">
            <label class="btn file-btn">
                <Icon name="camera" />
                <span>{t::documents::take_photo(locale)}</span>
                <input type="file" accept="image/*" capture="environment" data-upload-from="" />
            </label>
            <label class="btn file-btn">
                <Icon name="clip" />
                <span>{t::documents::choose(locale)}</span>
                <input type="file" multiple=true accept=accept.clone() data-upload-from="" />
            </label>
        </div>
        <div class="row without-script">
            <input
                class="input"
                type="file"
                name="files[]"
                multiple=true
                accept=accept
                aria-label=t::documents::choose_files(locale)
            />
            <button class="btn" type="submit" formaction=address formenctype="multipart/form-data">
                <Icon name="upload" />
                <span>{t::documents::upload(locale)}</span>
            </button>
        </div>
    }
    .into_any()
}

/// What the script copies for each file on its way.
fn row_to_copy(locale: Locale) -> AnyView {
    view! {
        <template>
            <li class="upload" data-state="busy">
                <span class="upload__icon" aria-hidden="true"></span>
                <div>
                    <div class="upload__name"></div>
                    <div class="upload__meta num"></div>
                </div>
                <div class="upload__acts">
                    <button class="btn btn--quiet upload__retry" type="button" data-upload-retry="">
                        <Icon name="sync" />
                        <span>{t::documents::retry(locale)}</span>
                    </button>
                    <button
                        class="btn btn--quiet btn--icon"
                        type="button"
                        data-upload-cancel=""
                        aria-label=t::documents::cancel(locale)
                    >
                        <Icon name="x" />
                    </button>
                </div>
                <progress class="upload__bar" max="100" value="0"></progress>
            </li>
        </template>
    }
    .into_any()
}
