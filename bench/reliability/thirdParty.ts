import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { percentile } from "../bench.ts";
import type { Case } from "./case.ts";
import { post, served } from "./company.ts";

const mails = 40;
/** Waits of 15 seconds double so often before they reach the longest. */
const doublings = 8;
type Mood = "away" | "hanging" | "garbage";

/** A mail server that is away, hangs, or talks nonsense, while invitations are waiting for it; at the end it comes to its senses. */
export const thirdParty: Case = {
  name: "third",
  title: "a third party down, hanging, or talking garbage",
  goal: "pages ≤ 1.5 × slower; tried for 24 h; 0 lost, 0 doubled",
  run: async () => {
    const taken: string[] = [];
    const moods: { mood: Mood | "well" } = { mood: "hanging" };
    const smtp = net.createServer((socket) => speak(socket, moods, taken));
    await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", resolve));
    const { port } = smtp.address() as net.AddressInfo;
    try {
      return await served(
        async (one) => {
          const before = await pageMs(one.server.origin, one.cookie);
          const factors: string[] = [];
          let isHeld = true;
          for (const mood of ["hanging", "garbage"] as const) {
            moods.mood = mood;
            for (let at = 0; at < mails / 2; at++) await invite(one, `${mood}${at}`);
            const during = await pageMs(one.server.origin, one.cookie);
            factors.push(`${mood} × ${(during / before).toFixed(2)}`);
            isHeld &&= during <= before * 1.5 || during - before <= 2;
          }
          moods.mood = "well";
          await one.client.query("update pgboss.job set start_after = now() where state = 'retry'");
          for (let tries = 0; tries < 900 && new Set(taken).size < mails; tries++) {
            await wait(100);
            if (tries % 50 === 0)
              await one.client.query("update pgboss.job set start_after = now() where state = 'retry'");
          }
          const { rows } = await one.client.query(
            "select retry_limit, retry_delay, retry_delay_max from pgboss.queue where name = 'platform.send_mail'",
          );
          const { retry_limit: limit, retry_delay_max: most } = rows[0] as {
            retry_limit: number;
            retry_delay_max: number;
          };
          const hours = ((limit - doublings) * most) / 3600; // by then each wait is the longest
          const lost = mails - new Set(taken).size;
          const doubled = taken.length - new Set(taken).size;
          return {
            figure: `pages ${factors.join(", ")}; tried ${limit} times over ${hours.toFixed(0)} h; ${lost} lost, ${doubled} doubled of ${mails}`,
            held: isHeld && lost === 0 && doubled === 0,
          };
        },
        { SMTP_URL: `smtp://127.0.0.1:${port}` },
      );
    } finally {
      smtp.close();
    }
  },
};

async function invite(one: Parameters<typeof post>[0], name: string): Promise<void> {
  const person = (await (await post(one, "/api/people", { name })).json()) as { id: string };
  await post(one, "/api/invitations", { personId: person.id, email: `${name}@clinch.test` });
}

async function pageMs(origin: string, cookie: string): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < 60; at++) {
    const begun = performance.now();
    await (await fetch(`${origin}/api/deals`, { headers: { cookie } })).text();
    times.push(performance.now() - begun);
  }
  return percentile(times, 0.5);
}

/** As much of SMTP as it takes to be sent a mail, or to be no use at all. */
function speak(socket: net.Socket, moods: { mood: Mood | "well" }, taken: string[]): void {
  socket.on("error", () => {});
  if (moods.mood === "hanging") return;
  if (moods.mood === "garbage") return void socket.end("\u0000\u0001 what?\r\n999 no\r\n");
  let to = "";
  let isData = false;
  socket.write("220 test\r\n");
  socket.on("data", (chunk) => {
    for (const line of String(chunk).split("\r\n")) {
      if (isData) {
        if (line !== ".") continue;
        isData = false;
        taken.push(to);
        socket.write("250 kept\r\n");
      } else if (/^RCPT TO:<(.*)>/i.test(line)) {
        to = /<(.*)>/.exec(line)![1]!;
        socket.write("250 ok\r\n");
      } else if (/^DATA/i.test(line)) {
        isData = true;
        socket.write("354 go on\r\n");
      } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else if (line) socket.write("250 ok\r\n");
    }
  });
}
