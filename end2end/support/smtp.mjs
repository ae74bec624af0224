// A mail server of the tests, a process of its own: TLS by STARTTLS, a password, and each letter as a line of JSON.
// node smtp.mjs KEY CERTIFICATE USER PASSWORD
import { readFileSync } from "node:fs";
import { SMTPServer } from "smtp-server";

const [key, cert, user, password] = process.argv.slice(2);

const server = new SMTPServer({
  key: readFileSync(key),
  cert: readFileSync(cert),
  logger: false,
  onAuth({ username, password: given }, session, done) {
    done(username === user && given === password ? null : new Error("535 5.7.8 wrong"), { user: username });
  },
  onData(stream, { envelope, secure, user: by }, done) {
    const pieces = [];
    stream.on("data", (piece) => pieces.push(piece));
    stream.on("end", () => {
      const to = envelope.rcptTo.map(({ address }) => address);
      console.log(JSON.stringify({ to, secure, by, text: Buffer.concat(pieces).toString() }));
      done();
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.server.address().port}`));
