import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { askOutside, isOutside, isPublic, OutsideUnreachable } from "./askOutside.ts";

let server: http.Server;
let origin: string;
const asked: string[] = [];

before(async () => {
  server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.host}`);
    if (request.url === "/away") response.writeHead(302, { location: "http://169.254.169.254/" }).end();
    else if (request.url === "/flood") response.end("x".repeat(100_000));
    else response.end("hello");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

const inner = [
  ...["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"],
  ...["224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1"],
  ...["::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:db8::1"],
];

test("no address of the inside is ever asked, however it is written", async () => {
  for (const address of inner) assert.equal(isPublic(address), false, address);
  for (const url of [
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://localhost/",
    "file:///etc/passwd",
    "http://user:pw@example.com/",
  ])
    await assert.rejects(askOutside({ url }), OutsideUnreachable, url);
  for (const address of ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])
    assert.equal(isPublic(address), true, address);
});

test("a name that means the inside at second sight is asked at the first address alone", async () => {
  let looks = 0;
  const rebinding = async () => [{ address: looks++ === 0 ? "127.0.0.1" : "10.0.0.1" }];
  const url = `http://rebinding.example:${new URL(origin).port}/here`;
  const { text } = await askOutside({ url }, ["rebinding.example"], rebinding);
  assert.equal(text, "hello");
  assert.equal(looks, 1);
  assert.match(asked.at(-1) ?? "", /^GET \/here rebinding\.example/);
});

test("a name with one outer and one inner address is refused", async () => {
  const both = async () => [{ address: "93.184.216.34" }, { address: "10.0.0.1" }];
  assert.equal(await isOutside("https://both.example/", [], both), false);
  assert.equal(await isOutside("https://outer.example/", [], async () => [{ address: "93.184.216.34" }]), true);
});

test("a network of one's own is asked where the settings allow it, and no other", async () => {
  assert.equal((await askOutside({ url: origin }, ["127.0.0.0/8"])).text, "hello");
  await assert.rejects(askOutside({ url: origin }, ["10.0.0.0/8"]), OutsideUnreachable);
});

test("a redirect is answered as it is, and never followed", async () => {
  const before = asked.length;
  assert.equal((await askOutside({ url: `${origin}/away` }, ["127.0.0.1"])).status, 302);
  assert.equal(asked.length, before + 1);
});

test("an answer without end is cut off, and whatever went wrong is told in the same words", async () => {
  const told = async (url: string) =>
    askOutside({ url, mostBytes: 1000, timeoutMs: 500 }, ["127.0.0.1"]).then(
      () => "answered",
      (error: Error) => error.message,
    );
  const words = [await told(`${origin}/flood`), await told("http://127.0.0.1:1/"), await told("http://10.0.0.1/")];
  assert.deepEqual(new Set(words), new Set(["The address can't be reached."]));
});
