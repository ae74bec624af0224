//! Approving and returning, through whole rounds.

use Verdict::{Accepted, Returned};
use sqlx::PgPool;

use super::*;
use crate::features::tasks::{commands::edit::edit, content::WrittenMilestone, model::DueKind, tests::numbers};

fn sheet() -> TaskContent {
    let milestone = |title: &str, due: &str, words: &str| WrittenMilestone {
        title: title.to_owned(),
        due: Some(day(due)),
        kind: DueKind::Fixed,
        due_text: words.to_owned(),
    };
    TaskContent {
        milestones: vec![milestone("摸底", "2016-10-31", "10月底前"), milestone("清理", "2016-11-15", "11月中旬")],
        ..content(1)
    }
}

#[sqlx::test]
async fn a_whole_round_with_a_return_in_the_middle(pool: PgPool) {
    let desk = Desk::with(pool, sheet()).await;
    let page = desk.page(&desk.liaison).await;
    let mut lines: Vec<Line> = (1..).zip(&page.lines).map(|(row, stored)| stored.line(row)).collect();
    for line in &mut lines {
        line.deliverable = "清单".to_owned();
    }
    lines.push(Line { row: 3, ..line("公布目录", "2016-11-30") });
    desk.propose(&desk.liaison, &lines, Then::Send).await.unwrap();
    desk.confirm(&desk.head, &lines).await;
    assert_eq!(desk.state().await, State::RoadmapReview);
    assert_eq!(desk.review(&desk.head, "P-BB", &[Accepted, Returned, Accepted]).await, Ok(Returned));
    assert_eq!((desk.stands("P-BB").await, desk.state().await), (Standing::Returned, State::Signed));
    // What was accepted stays; what was returned is to be changed.
    let page = desk.page(&desk.liaison).await;
    let titles = |lines: &[Stored]| lines.iter().map(|line| line.title.clone()).collect::<Vec<_>>();
    assert_eq!(
        (titles(&page.accepted), titles(&page.lines)),
        (vec!["摸底".into(), "公布目录".into()], vec!["清理".into()])
    );
    assert_eq!(page.returned[0].comment, "产出不明确");
    let same = page.lines[0].line(1);
    at_field(desk.propose(&desk.liaison, std::slice::from_ref(&same), Then::Send).await, "title-1");
    let mended = Line { deliverable: "清理结果公告".to_owned(), due: Some(day("2016-11-18")), ..same };
    desk.propose(&desk.liaison, std::slice::from_ref(&mended), Then::Keep).await.unwrap();
    assert_eq!(desk.standing("P-BB").await.round, 2);
    let page = desk.page(&desk.liaison).await;
    assert_eq!((page.accepted.len(), page.returned.len(), page.lines.len()), (2, 1, 1));
    desk.confirm(&desk.head, &[mended]).await;
    assert_eq!(desk.review(&desk.head, "P-BB", &[Accepted, Accepted, Accepted]).await, Ok(Accepted));
    assert_eq!((desk.stands("P-BB").await, desk.state().await), (Standing::Approved, State::InProgress));
    let unit = "省编办";
    assert_eq!(
        desk.steps().await,
        [
            step("摸底", "2016-10-31", "2016-10-31", unit),
            step("清理", "2016-11-18", "2016-11-18", unit),
            step("公布目录", "2016-11-30", "2016-11-30", unit),
        ]
    );
    // Words of the sheet stay beside a day that stays.
    let words: Vec<_> = desk.ledger.find("35-01").await.milestones.into_iter().map(|m| m.due_text).collect();
    assert_eq!(words, ["10月底前", "", ""]);
    assert_eq!(
        desk.roadmap_verbs().await,
        [
            "roadmap.sent",
            "roadmap.confirmed",
            "roadmap.returned",
            "roadmap.drafted",
            "roadmap.confirmed",
            "roadmap.approved"
        ]
    );
}

#[sqlx::test]
async fn a_later_round_moves_the_day_never_the_baseline_and_keeps_what_is_done(pool: PgPool) {
    let desk = Desk::open(pool).await;
    desk.confirm(&desk.head, &[line("摸底", "2016-10-31"), line("公布", "2016-11-18")]).await;
    desk.review(&desk.head, "P-BB", &[Accepted, Accepted]).await.unwrap();
    sqlx::query("update milestones set done_on = '2016-10-28' where title = '摸底'")
        .execute(&desk.ledger.app.db)
        .await
        .unwrap();
    let page = desk.page(&desk.head).await;
    assert_eq!((page.lines.len(), page.lines[0].baseline), (1, Some(day("2016-11-18"))));
    let moved = Line { due: Some(day("2016-11-25")), ..page.lines[0].line(1) };
    desk.confirm(&desk.head, &[moved, line("总结", "2016-11-30")]).await;
    let before =
        [step("摸底", "2016-10-31", "2016-10-31", "省编办"), step("公布", "2016-11-18", "2016-11-18", "省编办")];
    assert_eq!(
        (desk.steps().await.as_slice(), desk.state().await),
        (&before[..], State::InProgress),
        "the old one holds"
    );
    assert!(desk.standing("P-BB").await.holds);
    desk.review(&desk.head, "P-BB", &[Accepted, Accepted]).await.unwrap();
    assert_eq!(
        desk.steps().await,
        [
            step("摸底", "2016-10-31", "2016-10-31", "省编办"),
            step("公布", "2016-11-25", "2016-11-18", "省编办"),
            step("总结", "2016-11-30", "2016-11-30", "省编办"),
        ]
    );
    assert_eq!(desk.state().await, State::InProgress);
    // What is taken out of the roadmap is gone, what is done is not.
    let page = desk.page(&desk.head).await;
    desk.confirm(&desk.head, &[page.lines[1].line(1)]).await;
    desk.review(&desk.head, "P-BB", &[Accepted]).await.unwrap();
    let titles: Vec<_> = desk.steps().await.into_iter().map(|step| step.0).collect();
    assert_eq!(titles, ["摸底", "总结"]);
}

#[sqlx::test]
async fn each_unit_has_its_own_and_only_the_leads_moves_the_task(pool: PgPool) {
    let desk = Desk::with(pool, sheet()).await;
    desk.confirm(&desk.participant_head, &[line("安排经费", "2016-10-20")]).await;
    assert_eq!((desk.stands("P-CZT").await, desk.state().await), (Standing::WithOffice, State::Signed));
    desk.review(&desk.participant, "P-CZT", &[Accepted]).await.unwrap();
    assert_eq!(desk.state().await, State::Signed);
    // The lead's steps of the sheet stay, and come first.
    assert_eq!(
        desk.steps().await,
        [
            step("摸底", "2016-10-31", "", ""),
            step("清理", "2016-11-15", "", ""),
            step("安排经费", "2016-10-20", "2016-10-20", "省财政厅"),
        ]
    );
    desk.confirm(&desk.head, &[line("另起", "2016-11-01")]).await;
    desk.review(&desk.head, "P-BB", &[Accepted]).await.unwrap();
    assert_eq!(
        desk.steps().await,
        [step("另起", "2016-11-01", "2016-11-01", "省编办"), step("安排经费", "2016-10-20", "2016-10-20", "省财政厅")]
    );
    assert_eq!(desk.state().await, State::InProgress);
    let positions: Vec<i32> = sqlx::query_scalar("select position from milestones order by position")
        .fetch_all(&desk.ledger.app.db)
        .await
        .unwrap();
    assert_eq!(positions, [1, 2]);
}

#[sqlx::test]
async fn a_step_of_another_unit_is_not_taken_over(pool: PgPool) {
    let desk = Desk::with(pool, sheet()).await;
    let of_lead = desk.page(&desk.liaison).await.lines[0].milestone;
    assert!(of_lead.is_some());
    desk.confirm(&desk.participant_head, &[Line { milestone: of_lead, ..line("我的", "2016-10-20") }]).await;
    desk.review(&desk.participant, "P-CZT", &[Accepted]).await.unwrap();
    let titles: Vec<_> = desk.steps().await.into_iter().map(|step| step.0).collect();
    assert_eq!(titles, ["摸底", "清理", "我的"]);
}

#[sqlx::test]
async fn the_ledger_finds_the_approved_steps_and_an_open_form_is_told(pool: PgPool) {
    let desk = Desk::open(pool).await;
    let form = desk.ledger.find(&desk.number).await;
    desk.confirm(&desk.head, &[line("穿透式核查", "2016-10-31")]).await;
    desk.review(&desk.head, "P-BB", &[Accepted]).await.unwrap();
    assert_eq!(desk.ledger.found(&[("q", "穿透式核查")]).await, std::slice::from_ref(&desk.number));
    let page = desk.ledger.page(&desk.liaison.actor, &[("q", "穿透式核查")]).await;
    assert_eq!(numbers(&page), std::slice::from_ref(&desk.number));
    let (db, office) = (&desk.ledger.app.db, desk.ledger.act());
    let stale = edit(db, &office, CommandKey::new(), &desk.number, form.version, &TaskContent::from(&form)).await;
    assert_eq!(stale, Err(AppError::Conflict));
    // Saved as it is now, the steps stay whose they are.
    let now = desk.ledger.find(&desk.number).await;
    edit(db, &office, CommandKey::new(), &desk.number, now.version, &TaskContent::from(&now)).await.unwrap();
    assert_eq!(desk.steps().await, [step("穿透式核查", "2016-10-31", "2016-10-31", "省编办")]);
}

#[sqlx::test]
async fn a_review_says_something_to_each_line(pool: PgPool) {
    let desk = Desk::open(pool).await;
    desk.confirm(&desk.head, &[line("摸底", "2016-10-31"), line("公布", "2016-11-18")]).await;
    at_field(desk.review(&desk.head, "P-BB", &[Accepted]).await, "verdict-2");
    let (db, office) = (&desk.ledger.app.db, desk.ledger.act());
    let mut silent = desk.answer(&desk.head, "P-BB", &[Accepted, Returned]).await;
    silent.form.comments.clear();
    at_field(review(db, &office, CommandKey::new(), &silent).await, "comment-2");
    let rest = Review { form: ReviewForm { rest: "accepted".into(), ..ReviewForm::default() }, ..silent };
    let (key, stale) = (CommandKey::new(), Review { seen: Seen::default(), ..rest.clone() });
    assert_eq!(review(db, &office, CommandKey::new(), &stale).await, Err(AppError::Conflict));
    for _ in 0..2 {
        assert_eq!(review(db, &office, key, &rest).await, Ok(Accepted));
    }
    refused(review(db, &office, CommandKey::new(), &rest).await);
    assert_eq!(desk.roadmap_verbs().await, ["roadmap.confirmed", "roadmap.approved"]);
}
