//! What runs beside the requests for as long as the server lives. A task that fails is logged and started again.

use std::{future::Future, time::Duration};

use anyhow::Result;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    audit::sealing,
    live::{follow, inboxes},
    state::App,
};
use crate::features::{documents, notifications::jobs, urging};

/// Before a failed task is started again.
const PAUSE: Duration = Duration::from_secs(1);
/// At the end, tasks have this long to finish what they hold.
const GRACE: Duration = Duration::from_secs(5);

pub struct Background {
    tasks: TaskTracker,
    stop: CancellationToken,
    pause: Duration,
}

impl Background {
    /// Starts every task of the server.
    #[must_use]
    pub fn start(app: &App) -> Self {
        let background = Self::with_pause(PAUSE);
        let sealed = app.clone();
        background.run("sealing", move |stop| sealing::run(sealed.clone(), stop));
        let followed = app.clone();
        background.run("live updates", move |stop| follow::run(followed.clone(), stop));
        let looked_after = app.clone();
        background.run("inboxes", move |stop| inboxes::run(looked_after.clone(), stop));
        let urged = app.clone();
        background.run("urging", move |stop| urging::jobs::run(urged.clone(), stop));
        let kept = app.clone();
        background.run("files", move |stop| documents::jobs::run(kept.clone(), stop));
        if let Some(mail) = &app.config.mail {
            let (mailing, mailer) = (app.clone(), mail.mailer());
            background.run("mail", move |stop| jobs::run(mailing.clone(), mailer.clone(), stop));
        }
        background
    }

    fn with_pause(pause: Duration) -> Self {
        Self { tasks: TaskTracker::new(), stop: CancellationToken::new(), pause }
    }

    /// Runs `work` until it returns `Ok`. It is told to stop after the last request was answered, so that it can deal
    /// with what that request left; what must end earlier listens to [`App::stopping`].
    pub fn run<F, Work>(&self, name: &'static str, work: F)
    where
        F: Fn(CancellationToken) -> Work + Send + 'static,
        Work: Future<Output = Result<()>> + Send + 'static,
    {
        let (stop, pause) = (self.stop.clone(), self.pause);
        self.tasks.spawn(async move {
            loop {
                // A task of its own, so that a panic is met like an error.
                match tokio::spawn(work(stop.clone())).await {
                    Ok(Ok(())) => return,
                    Ok(Err(error)) => tracing::error!(name, error = format!("{error:#}"), "a background task failed"),
                    Err(error) => tracing::error!(name, %error, "a background task broke off"),
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
    }

    /// Tells every task to stop and waits for them, but not for ever.
    pub async fn finish(self) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(GRACE, self.tasks.wait()).await.is_err() {
            tracing::warn!(left = self.tasks.len(), "some background tasks did not finish in time");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    #[tokio::test]
    async fn a_failing_task_is_started_again_and_stops_when_told() {
        let background = Background::with_pause(Duration::ZERO);
        let runs = Arc::new(AtomicUsize::new(0));
        let (counted, (third, mut reached)) = (runs.clone(), tokio::sync::mpsc::channel(1));
        background.run("test", move |stop| {
            let (run, third) = (counted.fetch_add(1, Ordering::SeqCst), third.clone());
            async move {
                match run {
                    0 => anyhow::bail!("the first time it fails"),
                    1 => panic!("the second time it panics"),
                    _ => third.send(()).await?,
                }
                stop.cancelled().await;
                Ok(())
            }
        });
        reached.recv().await.unwrap();
        background.finish().await;
        assert_eq!(runs.load(Ordering::SeqCst), 3);
    }
}
