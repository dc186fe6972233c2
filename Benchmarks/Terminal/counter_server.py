"""Serves made-up LeadConduit counters on loopback to whatever is measured: `GET /caps` as LeadConduit answers it, a chosen
share of them changing each second; no flows, as on the free plan.

The same seed gives the same counters, and the n-th second changes the same ones by the same amounts. Seconds begin with the
first request, the first change half a second behind it, so that every program that reads once a second sees each change
once. `GET /served` says how often `/caps` has been answered. Prints its port. Standard library only."""

import argparse
import datetime
import http.server
import json
import random
import threading
import time

KINDS = ("Auto", "Debt", "Dental", "Health", "Home", "Legal", "Life", "Medicare", "Roofing", "Solar")
STATES = ("AZ", "CA", "CO", "FL", "GA", "IL", "MI", "NC", "NJ", "NV", "NY", "OH", "PA", "TN", "TX", "UT", "VA", "WA", "WI")
SPANS = (("Hourly", "hour"), ("Daily", "day"), ("Weekly", "week"), ("Monthly", "month"))
MAXIMA = (50, 100, 200, 400, 500, 1000, 2500, 5000, 10000)
REOPENED = 0.1  # of the reached caps that change in a second, so that about one in ten is reached at any time


def instant(seconds):
    return datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc).isoformat().replace("+00:00", "Z")


class Counters:
    def __init__(self, caps, share, seed):
        self.seed = seed
        self.changing = int(caps * share)
        self.seconds = 0
        self.served = 0
        self.first_request = threading.Event()
        chance = random.Random(seed)
        now = time.time()
        self.updated = instant(now)
        self.state = []  # [count, maximum, failed_count] of each cap
        self.parts = []  # what stands before and behind the three members that change
        for number in range(caps):
            maximum = chance.choice(MAXIMA)
            self.state.append([int(maximum * min(1, chance.random() * 1.1)), maximum, 0])
            self.parts.append(self.around(number, maximum, now + 600 + chance.randrange(3 * 86_400), now))
        self.pieces = [self.piece(number) for number in range(caps)]
        self.body = self.joined()

    def around(self, number, maximum, expires, now):
        span, unit = SPANS[number % 4]
        members = {
            "id": f"{0x6980CAFB0000000000000000 + number:024x}", "cap_ids": [], "type": "volume",
            "name": f"{span} {KINDS[number % 10]} leads from {STATES[number // 3 % len(STATES)]} #{number}",
            "maximum": maximum, "duration": 1, "duration_units": unit, "time_zone": "America/New_York",
            "flow_id": f"{0x6980CAFC0000000000000000 + number // 8:024x}",
            "source_id": f"{0x6980CAFD0000000000000000 + number % 40:024x}",
            "started_at": instant(now - 3_600), "expires_at": instant(expires),
        }
        return json.dumps(members, separators=(",", ":"))[:-1]

    def piece(self, number):
        count, _, failed = self.state[number]
        return f'{self.parts[number]},"count":{count},"failed_count":{failed},"updated_at":"{self.updated}"}}'

    def joined(self):
        return f"[{','.join(self.pieces)}]".encode()

    def tick(self):
        self.seconds += 1
        if not self.changing:
            return
        chance = random.Random(self.seed * 1_000_003 + self.seconds)
        self.updated = instant(time.time())
        for number in chance.sample(range(len(self.state)), self.changing):
            self.change(self.state[number], chance)
            self.pieces[number] = self.piece(number)
        self.body = self.joined()

    @staticmethod
    def change(cap, chance):
        count, maximum, _ = cap
        if count < maximum:
            cap[0] = min(maximum, count + max(1, int(maximum * 0.02 * chance.random())))
        elif chance.random() < REOPENED:
            cap[0] = cap[2] = 0
        else:
            cap[2] += chance.randint(1, 5)

    def run(self):
        self.first_request.wait()
        due = time.monotonic() + 0.5
        while True:
            time.sleep(max(0, due - time.monotonic()))
            self.tick()
            due += 1


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    counters = None

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/caps":
            self.answer(200, self.counters.body)
            self.counters.served += 1
            self.counters.first_request.set()
        elif path == "/account":
            self.answer(200, b'{"id":"63f0aa11bb22cc33dd44ee55","name":"Acme, Inc.","time_zone":"Etc/UTC"}')
        elif path == "/served":
            self.answer(200, str(self.counters.served).encode())
        else:
            self.answer(404, b'{"message":"not found"}')

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--caps", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.2, help="of the caps that change each second")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    Answers.counters = Counters(options.caps, options.share, options.seed)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    threading.Thread(target=Answers.counters.run, daemon=True).start()
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
