//! Plain routes of the ledger: a file in, files out.

use std::collections::BTreeMap;

use axum::{
    Extension,
    body::Body,
    extract::{Multipart, Query},
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse as _, Redirect, Response},
};

use super::{
    commands::upload_import::{NewImport, upload_import},
    filter::LedgerFilter,
    inputs::PlanForm,
    queries::file::{self, Kind},
};
use crate::{
    server::{
        context::RequestContext,
        http::{forms::Returned, pages, route::Route},
    },
    shared::{
        error::AppError,
        ids::ImportId,
        text::{clean, escaped},
    },
    t,
};

/// The largest sheet; the reader of sheets has the same limit.
const FILE_LIMIT: usize = 32 * 1024 * 1024;

/// All plain routes of the ledger.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/tasks/import", upload).up_to(FILE_LIMIT + 64 * 1024),
        Route::get("/tasks/export.xlsx", export_xlsx),
        Route::get("/tasks/export.csv", export_csv),
    ]
}

/// Takes the sheet of the import form and goes on to its preview. What is wrong is told beside its field; only the file
/// has to be chosen again, because no page may fill in a file.
async fn upload(Extension(context): Extension<RequestContext>, form: Multipart) -> Response {
    let mut fields = BTreeMap::new();
    let stored = match read_form(form, &mut fields, &context).await {
        Ok((file_name, content)) => store(&context, &fields, file_name, content).await,
        Err(error) => Err(error),
    };
    match stored {
        Ok(import) => Redirect::to(&format!("/tasks/import/{import}")).into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let returned = Returned::new("tasks/import", fields, error);
            pages::render(context, &Uri::from_static("/tasks/import"), Some(returned), None, Some(status)).await
        }
    }
}

async fn read_form(
    mut form: Multipart,
    fields: &mut BTreeMap<String, Vec<String>>,
    context: &RequestContext,
) -> Result<(String, Vec<u8>), AppError> {
    context.actor()?;
    let mut file = (String::new(), Vec::new());
    let cut_off = |_| AppError::field("file", t::tasks::file_cut_off(context.locale, FILE_LIMIT / 1024 / 1024));
    while let Some(field) = form.next_field().await.map_err(cut_off)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let file_name = clean(field.file_name().unwrap_or_default());
            let content = field.bytes().await.map_err(cut_off)?.to_vec();
            if content.len() > FILE_LIMIT {
                return Err(AppError::field(
                    "file",
                    t::tasks::file_too_large(context.locale, FILE_LIMIT / 1024 / 1024),
                ));
            }
            file = (file_name, content);
        } else {
            let value = field.text().await.map_err(cut_off)?;
            fields.entry(name).or_default().push(value);
        }
    }
    Ok(file)
}

async fn store(
    context: &RequestContext,
    fields: &BTreeMap<String, Vec<String>>,
    file_name: String,
    content: Vec<u8>,
) -> Result<ImportId, AppError> {
    let act = context.act()?;
    let one = |name: &str| fields.get(name).and_then(|values| values.first()).cloned().unwrap_or_default();
    let plan = match one("plan").as_str() {
        "new" => {
            let form = PlanForm {
                name: one("plan_name"),
                prefix: one("plan_prefix"),
                starts_on: one("plan_starts_on"),
                ends_on: one("plan_ends_on"),
                report_every: one("plan_report_every"),
            };
            Err(form.parse(context.locale).map_err(AppError::Fields)?)
        }
        prefix => Ok(prefix.to_owned()),
    };
    // The last part of the name only, whatever path the browser sent.
    let file_name = file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
    upload_import(&context.app.db, &act, NewImport { plan, file_name, content }).await
}

type Pairs = Query<Vec<(String, String)>>;

async fn export_xlsx(Extension(context): Extension<RequestContext>, Query(pairs): Pairs) -> Response {
    exported(context, &pairs, Kind::Xlsx).await
}

async fn export_csv(Extension(context): Extension<RequestContext>, Query(pairs): Pairs) -> Response {
    exported(context, &pairs, Kind::Csv).await
}

async fn exported(context: RequestContext, pairs: &[(String, String)], kind: Kind) -> Response {
    let filter = LedgerFilter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    match download(&context, &filter, kind).await {
        Ok(response) => response,
        Err(AppError::NotFound) => pages::missing(context).await,
        Err(error) => pages::plain_error(&error, &context).into_response(),
    }
}

async fn download(context: &RequestContext, filter: &LedgerFilter, kind: Kind) -> Result<Response, AppError> {
    let today = context.app.clock.today();
    let found = file::ledger(&context.app.db, context.actor()?, filter, kind, today, context.locale).await?;
    let mut response = Response::new(Body::from(found.content));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind.content_type()));
    // An ASCII name for old browsers, the real one as RFC 6266 has it.
    let name = format!("attachment; filename=\"ledger.{}\"; filename*=UTF-8''{}", kind.ending(), escaped(&found.name));
    if let Ok(value) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
