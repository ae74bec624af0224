//! People for trying things out: one in every role at the office, a liaison officer and a head for every unit, and
//! reporters for a few. All are fictitious: a surname, 示, and a number; telephones and addresses that reach nobody.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::PgPool;

use super::{model::role_label, passwords};
use crate::{
    features::{
        activity::{
            commands::{Who, record_as},
            model::{NewEvent, Object},
        },
        units::{
            model::UnitKind,
            queries::{UnitRow, pick_list},
        },
    },
    server::database::Tx,
    shared::{actor::Role, ids::PersonId, locale::Locale},
};

/// Everybody's password in the sample. It follows the policy and is public, which is why no account of a real
/// installation ever has it.
pub const SAMPLE_PASSWORD: &str = "Luxiantu-72-Xiang";

/// One of each role: account, name, role, code and short name of the unit.
const EXAMPLES: [(&str, &str, Role, &str, &str); 11] = [
    ("jingban", "林示甲", Role::Registrar, "XTB", "省协调小组办公室"),
    ("fuhe", "高示甲", Role::Director, "XTB", "省协调小组办公室"),
    ("ducha", "梁示甲", Role::Inspector, "XTB", "省协调小组办公室"),
    ("lingdao", "宋示甲", Role::Leader, "XTB", "省协调小组办公室"),
    ("xuanchuan", "罗示乙", Role::Publicity, "P-XWJ", "省新闻出版广电局"),
    ("p-bb-fuze", "程示乙", Role::UnitHead, "P-BB", "省编办"),
    ("p-bb", "程示甲", Role::Liaison, "P-BB", "省编办"),
    ("p-bb-tianbao", "程示丙", Role::Reporter, "P-BB", "省编办"),
    ("xitong", "苏示甲", Role::SysAdmin, "XTB", "省协调小组办公室"),
    ("anquan", "卢示甲", Role::SecurityAdmin, "XTB", "省协调小组办公室"),
    ("shenji", "丁示甲", Role::Auditor, "XTB", "省协调小组办公室"),
];

/// Units with a reporter too.
const WITH_REPORTERS: [&str; 7] = ["P-BB", "P-FGW", "P-ZWGK", "P-GSJ", "P-CZT", "C-GS", "R-CC"];

/// The surname of a unit's people, by the unit's place in the list.
const SURNAMES: [char; 72] = [
    '赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨', '朱', '秦', '尤',
    '许', '何', '吕', '施', '张', '孔', '曹', '严', '华', '金', '魏', '陶', '姜', '戚', '谢', '邹', '喻', '柏', '窦',
    '章', '云', '潘', '葛', '奚', '范', '彭', '郎', '鲁', '韦', '昌', '马', '苗', '凤', '花', '方', '俞', '任', '袁',
    '柳', '鲍', '史', '唐', '费', '廉', '岑', '薛', '雷', '贺', '倪', '汤', '滕', '殷', '毕',
];

/// A sample account, for printing and for the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleAccount {
    pub role: &'static str,
    pub account: &'static str,
    pub name: &'static str,
    pub unit: &'static str,
}

/// One account of each role.
#[must_use]
pub fn sample_accounts(locale: Locale) -> Vec<SampleAccount> {
    EXAMPLES
        .into_iter()
        .map(|(account, name, role, _, unit)| SampleAccount { role: role_label(role, locale), account, name, unit })
        .collect()
}

struct SamplePerson {
    account: String,
    name: String,
    role: Role,
    unit: UnitRow,
}

/// Everybody for these units. The liaison officer's account is the unit's code in lower case: `p-bb`, `r-cc`; the head's
/// is that with `-fuze`.
fn everybody(units: &[UnitRow]) -> Vec<SamplePerson> {
    let mut people: Vec<SamplePerson> = Vec::new();
    for (account, name, role, code, _) in EXAMPLES {
        if let Some(unit) = units.iter().find(|unit| unit.code == code) {
            people.push(SamplePerson { account: account.to_owned(), name: name.to_owned(), role, unit: unit.clone() });
        }
    }
    for (at, unit) in units.iter().enumerate() {
        let surname = SURNAMES[at % SURNAMES.len()];
        let account = unit.code.to_lowercase();
        let mut posts = vec![(account.clone(), '甲', Role::Liaison), (format!("{account}-fuze"), '乙', Role::UnitHead)];
        if WITH_REPORTERS.contains(&unit.code.as_str()) {
            posts.push((format!("{account}-tianbao"), '丙', Role::Reporter));
        }
        for (account, number, role) in posts {
            if people.iter().all(|person| person.account != account) {
                people.push(SamplePerson { account, name: format!("{surname}示{number}"), role, unit: unit.clone() });
            }
        }
    }
    people
}

/// Makes the sample people of all units that are there. Those that exist stay as they are. Returns how many are new.
///
/// All share one hash as they share one password: hashing is slow, and the password is public. It counts as set `now`, by
/// the machine's time, or the sample would begin with passwords that are ten years old.
///
/// # Errors
/// When the database does not answer.
pub async fn load_sample_people(db: &PgPool, who: &Who<'_>, now: DateTime<Utc>) -> Result<u64> {
    let units = pick_list(db).await.context("units")?;
    let hash = passwords::hash(SAMPLE_PASSWORD.to_owned()).await.context("the sample password")?;
    let mut tx = db.begin().await?;
    let mut new = 0;
    for (at, person) in everybody(&units).into_iter().enumerate() {
        new += u64::from(insert(&mut tx, now, &hash, at, &person).await?);
    }
    if new > 0 {
        let object = Object { kind: "person", id: None, name: String::new() };
        record_as(&mut tx, who, NewEvent::new("person.sample_loaded", object).after(&json!({ "people": new }))).await?;
    }
    tx.commit().await?;
    Ok(new)
}

async fn insert(tx: &mut Tx<'_>, at: DateTime<Utc>, hash: &str, number: usize, person: &SamplePerson) -> Result<bool> {
    let id = PersonId::new();
    let area = if person.unit.kind == UnitKind::RegionCity { "0432" } else { "0431" };
    let inserted = sqlx::query!(
        "insert into people (id, account, name, unit_id, post, office_phone, mobile, email, password_hash, password_set_at,
                             must_change_password, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, false, $10)
         on conflict (account) do nothing",
        id.0,
        person.account,
        person.name,
        person.unit.id.0,
        role_label(person.role, Locale::Chinese),
        format!("{area}-0000{number:04}"),
        format!("129{number:08}"),
        format!("{}@example.com", person.account),
        hash,
        at,
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if inserted == 1 {
        sqlx::query!(
            "insert into person_roles (person_id, role, granted_at) values ($1, $2, $3)",
            id.0,
            person.role.code(),
            at,
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(inserted == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::accounts::policy::PasswordPolicy;

    #[test]
    fn the_sample_password_follows_every_policy() {
        for (account, name, ..) in EXAMPLES {
            for policy in PasswordPolicy::ALL {
                policy.check(SAMPLE_PASSWORD, &[account, name], Locale::Chinese).unwrap();
            }
        }
    }

    #[test]
    fn there_is_one_example_of_each_role() {
        for role in Role::ALL {
            assert_eq!(EXAMPLES.iter().filter(|example| example.2 == role).count(), 1, "{role:?}");
        }
    }
}
