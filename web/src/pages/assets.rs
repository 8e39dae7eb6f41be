//! The built style, script, fonts and images, and whether the portal is well.

use crate::{Route, error::PageError, get, layout::assets, pages::Page};
use app::App;
use axum::{
    extract::{Path, State},
    http::header::{CACHE_CONTROL, CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use domain::access::Permission::Public;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![get("/assets/{file}", Public, asset), get("/gezond", Public, health)]
}

async fn asset(Path(file): Path<String>) -> Page {
    let asset = assets::find(&file).ok_or(PageError::NotFound)?;
    let headers = [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes).into_response())
}

/// For a load balancer: the database answers.
async fn health(State(app): State<App>) -> Page<Response> {
    app::jobs::ping(&app).await?;
    Ok("goed\n".into_response())
}
