//! Plain routes of the activity record: the export.

use axum::{
    Extension,
    body::{Body, Bytes},
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use futures::stream;

use super::{
    commands::record_export,
    export::{self, Writing},
    filter::AuditFilter,
    pages::audit::EXPORT,
};
use crate::{
    server::{
        context::RequestContext,
        http::{pages, route::Route},
    },
    shared::{error::AppError, time},
};

/// All plain routes of the activity record.
pub fn routes() -> Vec<Route> {
    vec![Route::get(EXPORT, export_csv)]
}

/// The events of the filter as csv. They are read and sent a page at a time, so the record may be of any length; a fault
/// on the way breaks the download off instead of ending it early.
async fn export_csv(
    Extension(context): Extension<RequestContext>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    let filter = AuditFilter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    match begin(&context, filter).await {
        Ok(writing) => {
            let day = time::day(context.app.clock.today());
            let parts = stream::try_unfold(writing, |mut writing| async move {
                let part = export::part(&mut writing).await.map_err(std::io::Error::other)?;
                Ok::<_, std::io::Error>(part.map(|part| (Bytes::from(part), writing)))
            });
            let mut response = Response::new(Body::from_stream(parts));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
            if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"audit-{day}.csv\"")) {
                headers.insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(AppError::NotFound) => pages::missing(context).await,
        Err(error) => pages::plain_error(&error, &context).into_response(),
    }
}

async fn begin(context: &RequestContext, filter: AuditFilter) -> Result<Writing, AppError> {
    let act = context.act()?;
    record_export(&context.app.db, &act, &filter).await?;
    Ok(Writing::new(context.app.db.clone(), filter, act.at, context.locale))
}
