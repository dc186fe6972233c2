# A receiver of webhooks that misbehaves on demand: for each POST it does the next thing of its script, and accepts when the
# script is over. Prints what it did and the id of the alert, one line each.
#
#   webhook_receiver.py PORT [reset|cut|STATUS]...
import json
import socket
import struct
import sys

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", int(sys.argv[1])))
listener.listen(16)
print("port", listener.getsockname()[1], flush=True)
script = sys.argv[2:]


def request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    head, body = data.split(b"\r\n\r\n", 1)
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, value = line.split(b":", 1)
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = connection.recv(65536)
        if not piece:
            return None
        body += piece
    return json.loads(body)


while True:
    connection, _ = listener.accept()
    alert = request(connection)
    if alert is None:
        connection.close()
        continue
    deed = script.pop(0) if script else "204"
    if deed == "reset":
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    elif deed == "cut":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Le")
    else:
        connection.sendall(f"HTTP/1.1 {deed} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
    print(deed, alert["id"], alert["rule"], alert["count"], flush=True)
    connection.close()
