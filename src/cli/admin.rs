//! `duban admin`: the administrators of an installation, lost passwords and codes, from the server itself.

use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use clap::{Subcommand, ValueEnum};
use sqlx::PgPool;

use super::password;
use crate::{
    features::accounts::{
        commands::at_server::{AdminLine, NewAdmin, administrators, create_admin, reset_codes_of, reset_password_of},
        model::Issued,
    },
    server::{clock::Clock, config::Config, database},
    shared::{actor::Role, error::AppError},
};

#[derive(clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make an administrator; with the first one the office is made too
    Create {
        /// What is typed at sign-in: small letters, digits, dots, hyphens
        #[arg(long)]
        account: String,
        /// The person's name
        #[arg(long)]
        name: String,
        #[arg(long, value_enum)]
        role: Part,
        /// Code of the unit; the office without it
        #[arg(long)]
        unit: Option<String>,
        /// Read the password from standard input instead of making and printing one
        #[arg(long)]
        password_stdin: bool,
    },
    /// Set a new initial password for any account and end its sessions
    ResetPassword {
        #[arg(long)]
        account: String,
        /// Read the password from standard input instead of making and printing one
        #[arg(long)]
        password_stdin: bool,
    },
    /// Take an account's one-time codes away, when telephone and recovery codes are lost, and end its sessions
    ResetCodes {
        #[arg(long)]
        account: String,
    },
    /// List the administrators
    List,
}

/// The three administrators' parts.
#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
enum Part {
    /// 系统管理员: accounts and units
    SysAdmin,
    /// 安全管理员: roles and policy
    SecurityAdmin,
    /// 审计管理员: reads the audit trail
    Auditor,
}

impl From<Part> for Role {
    fn from(part: Part) -> Self {
        match part {
            Part::SysAdmin => Self::SysAdmin,
            Part::SecurityAdmin => Self::SecurityAdmin,
            Part::Auditor => Self::Auditor,
        }
    }
}

pub async fn run(config: Config, arguments: Arguments) -> Result<ExitCode> {
    let opened = database::open(&config).await?;
    let done = async {
        database::migrate(&opened.target).await?;
        let db = opened.pool(1).await?;
        let done = execute(&db, arguments.command).await;
        db.close().await;
        done
    }
    .await;
    opened.close().await;
    done?;
    Ok(ExitCode::SUCCESS)
}

async fn execute(db: &PgPool, command: Command) -> Result<()> {
    let now = Clock::system().now();
    match command {
        Command::Create { account, name, role, unit, password_stdin } => {
            let password = given_password(password_stdin).await?;
            let given = password.is_some();
            let input = NewAdmin { account, name, role: role.into(), unit, password };
            let issued = create_admin(db, now, input).await.map_err(told)?;
            report(&issued, "made", given);
        }
        Command::ResetPassword { account, password_stdin } => {
            let password = given_password(password_stdin).await?;
            let given = password.is_some();
            let issued = match reset_password_of(db, now, &account, password).await {
                Err(AppError::NotFound) => bail!("there is no account {account:?}"),
                answer => answer.map_err(told)?,
            };
            report(&issued, "has a new password", given);
        }
        Command::ResetCodes { account } => match reset_codes_of(db, now, &account).await {
            Err(AppError::NotFound) => bail!("there is no account {account:?} with one-time codes"),
            Err(other) => return Err(told(other)),
            Ok(name) => println!("{account} ({name}) signs in without a one-time code until new ones are set up"),
        },
        Command::List => list(&administrators(db).await.map_err(told)?),
    }
    Ok(())
}

/// The password from standard input, when it is to come from there.
async fn given_password(from_stdin: bool) -> Result<Option<String>> {
    Ok(if from_stdin { Some(password::read().await?) } else { None })
}

fn report(issued: &Issued, what: &str, given: bool) {
    println!("{} ({}) {what}", issued.account, issued.name);
    if given {
        println!("The given password must be changed at the first sign-in.");
    } else {
        println!("Initial password, shown only now, to be changed at the first sign-in:");
        println!("{}", issued.password);
    }
}

fn list(lines: &[AdminLine]) {
    for line in lines {
        let roles: Vec<&str> = line.roles.iter().map(Role::code).collect();
        let state = if line.disabled { "disabled" } else { "in use" };
        println!("{}\t{}\t{}\t{state}", line.account, line.name, roles.join(","));
    }
    let missing: Vec<&str> = [Role::SysAdmin, Role::SecurityAdmin, Role::Auditor]
        .into_iter()
        .filter(|part| !lines.iter().any(|line| !line.disabled && line.roles.has(*part)))
        .map(Role::code)
        .collect();
    if !missing.is_empty() {
        println!("still missing: {} (make one with duban admin create)", missing.join(", "));
    }
}

/// An error as the operator reads it.
fn told(error: AppError) -> anyhow::Error {
    match error {
        AppError::Fields(errors) => {
            let messages: Vec<String> =
                errors.into_iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
            anyhow!(messages.join("; "))
        }
        AppError::Refused(reason) => anyhow!(reason),
        other => anyhow!(other),
    }
}
