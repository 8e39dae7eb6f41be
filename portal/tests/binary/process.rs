//! Running the binary, always in a folder of its own and on loopback, and never longer than the test.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::mpsc,
    time::Duration,
};

/// A command of the binary, without the settings of whoever runs the tests.
pub fn vroegteken(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vroegteken"));
    for (name, _) in std::env::vars() {
        if name.starts_with("VROEGTEKEN_") {
            command.env_remove(name);
        }
    }
    command.args(arguments).env("VROEGTEKEN_LOG", "warn").stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(arguments: &[&str]) -> Output {
    vroegteken(arguments).output().expect("the binary runs")
}

/// Runs a command to its end, where no file may grow beyond `kibibytes`: what a full disk is like.
pub fn run_with_small_files(arguments: &[&str], kibibytes: u32) -> Output {
    with_small_files(kibibytes).args(arguments).output().expect("the binary runs")
}

fn with_small_files(kibibytes: u32) -> Command {
    // Without the trap the first write too many would end the process.
    let line = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kibibytes * 2);
    let mut command = Command::new("/bin/sh");
    for (name, _) in std::env::vars() {
        if name.starts_with("VROEGTEKEN_") {
            command.env_remove(name);
        }
    }
    command.args(["-c", &line, env!("CARGO_BIN_EXE_vroegteken")]);
    command.env("VROEGTEKEN_LOG", "error").stdin(Stdio::null());
    command
}

/// A serving portal; killed when dropped.
pub struct Serving {
    child: Child,
    /// Host and port.
    pub address: String,
}

impl Serving {
    /// Starts `serve` with these further arguments and waits until it listens.
    pub fn start(data: &Path, further: &[&str], settings: &[(&str, &str)]) -> Self {
        let data = data.to_str().expect("a plain path");
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--data", data];
        arguments.extend(further);
        Self::run(vroegteken(&arguments), settings)
    }

    /// As [`Serving::start`], where no file may grow beyond `kibibytes`: what a full disk is like.
    pub fn start_with_small_files(data: &Path, further: &[&str], kibibytes: u32) -> Self {
        let data = data.to_str().expect("a plain path");
        let mut command = with_small_files(kibibytes);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data", data]).args(further);
        Self::run(command, &[])
    }

    fn run(mut command: Command, settings: &[(&str, &str)]) -> Self {
        command.envs(settings.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary starts");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut serving = Self { child, address: String::new() };
        loop {
            match receiver.recv_timeout(Duration::from_secs(60)) {
                Ok(line) => {
                    if let Some(address) = line.strip_prefix("listening on http://") {
                        serving.address = address.to_owned();
                        return serving;
                    }
                }
                Err(error) => {
                    let _ = serving.child.kill();
                    let mut words = String::new();
                    let _ = serving.child.stderr.take().expect("piped").read_to_string(&mut words);
                    panic!("it never listened ({error}): {words}");
                }
            }
        }
    }

    /// A page, as status and text.
    pub fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").expect("it reads");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it answers");
        let status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        (status, text)
    }

    /// Dies at once, as if the power went.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it is gone");
    }

    /// SIGTERM; gives the exit code and how long it took.
    pub fn terminate(mut self) -> (Option<i32>, Duration) {
        let asked = std::time::Instant::now();
        let done = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().expect("kill runs");
        assert!(done.success());
        let status = self.child.wait().expect("it ends");
        (status.code(), asked.elapsed())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
