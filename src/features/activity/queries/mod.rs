//! Reads of the activity record.

pub mod audit;
pub mod history;

use std::collections::HashMap;

use sqlx::PgPool;

use super::changes::UnitNames;
use crate::{features::units, shared::error::AppError};

/// Short names of all units, closed ones too.
pub async fn unit_names(db: &PgPool) -> Result<UnitNames, AppError> {
    let units = units::queries::all_units(db).await?;
    Ok(units.into_iter().map(|unit| (unit.code, unit.short_name)).collect::<HashMap<_, _>>())
}
