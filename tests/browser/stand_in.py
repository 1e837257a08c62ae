"""Stands in for a visitor's process where a test is about the server: says what it hears, quickly."""

import base64
import json
import os
import sys


def say(kind, payload):
    os.write(1, kind + len(payload).to_bytes(4, "big") + payload)


def main():
    os.write(1, b"__GANGLION__\n")
    say(b"D", f"\x1b[?1003h\x1b[?1006h\x1b[?2004hpid={os.getpid()} {sys.argv[1]} theme={os.environ.get('ASSISTANT_THEME')}".encode())
    stdin = sys.stdin.buffer
    while head := stdin.read(5):
        payload = stdin.read(int.from_bytes(head[1:], "big"))
        if head[:1] == b"M" and json.loads(payload)["type"] == "quit":
            say(b"M", b'{"type": "exit"}')
            return 0
        if payload == b"leave":
            return 0
        if payload == b"fail":
            return 70
        if payload == b"C":
            say(b"D", b"\x1b]52;c;" + base64.b64encode("Übergröße ✓ „so“".encode()) + b"\x07")
        if payload == b"flood":
            for _ in range(400):
                say(b"D", b"x" * 65_536)
        if payload.startswith(b"\x1b[<"):
            continue  # the mouse
        if payload == b"hang":
            stdin.read()
        say(b"D", head[:1] + b":" + payload)
    return 0


if __name__ == "__main__":
    sys.exit(main())
