#!/usr/bin/env python3
"""Sends the same queue of messages to the same sink with Hikyaku and with Postfix, in turn, and prints rates and processor time.

The messages wait in the queue first: Postfix defers its transport, Hikyaku gets them with FUTURERELEASE (RFC 4865). The clock runs from the
command that lets them go to the moment when Debian's smtp-sink has taken the last one. Each domain has an address of 127.0.0.0/8 of its own."""
import argparse, os, shutil, signal, smtplib, subprocess, sys, threading, time

HERE = os.path.dirname(os.path.abspath(__file__))
BODY = "".join("The quick brown fox jumps over the lazy dog, line %d.\r\n" % n for n in range(60))


class Server:
    def __init__(self, options, name, port):
        self.o, self.name, self.port = options, name, port
        self.dir = os.path.join(options.work, name)
        shutil.rmtree(self.dir, ignore_errors=True)
        os.makedirs(self.dir)
        os.chmod(self.dir, 0o755)

    def domains(self):
        return [("d%03d.sink.test" % n, "127.0.%d.%d" % (1 + n // 250, 1 + n % 250)) for n in range(self.o.domains)]

    def fill(self):
        threads = [threading.Thread(target=self.send, args=(n,)) for n in range(self.o.senders)]
        [t.start() for t in threads]
        [t.join() for t in threads]

    def send(self, first):
        domains = self.domains()
        with smtplib.SMTP("127.0.0.1", self.submission(), local_hostname="client.bench.test") as client:
            client.ehlo()
            self.login(client)
            for n in range(first, self.o.messages, self.o.senders):
                text = "From: <sender@bench.test>\r\nTo: <r%d@x.test>\r\nSubject: message %d\r\nMessage-ID: <%d.%s@bench.test>\r\n\r\n%s" % (n, n, n, self.name, BODY)
                client.sendmail("sender@bench.test", ["r%d@%s" % (n, domains[n % len(domains)][0])], text, self.parameters())

    def login(self, client):
        pass

    def parameters(self):
        return []


class Postfix(Server):
    def submission(self):
        return self.port

    def start(self):
        etc, spool, data = (os.path.join(self.dir, d) for d in ("etc", "spool", "data"))
        for folder in (etc, spool, data):
            os.makedirs(folder)
        shutil.chown(data, "postfix")
        self.etc = etc
        with open(etc + "/transport", "w") as file:
            file.writelines("%s smtp:[%s]:%d\n" % (domain, address, self.o.sink) for domain, address in self.domains())
        with open(etc + "/main.cf", "w") as file:
            file.write("\n".join((
                "compatibility_level = 3.6", "queue_directory = " + spool, "data_directory = " + data, "command_directory = /usr/sbin",
                "daemon_directory = /usr/lib/postfix/sbin", "mail_owner = postfix", "setgid_group = postdrop", "myhostname = mx.bench.test", "mydestination =",
                "mynetworks = 127.0.0.0/8", "inet_interfaces = 127.0.0.1", "inet_protocols = ipv4", "alias_maps =", "alias_database =",
                "maillog_file = %s/mail.log" % self.dir, "maillog_file_prefixes = " + self.dir, "transport_maps = texthash:%s/transport" % etc,
                "smtpd_recipient_restrictions = permit_mynetworks, reject", "smtp_dns_support_level = disabled", "smtpd_peername_lookup = no",
                "in_flow_delay = 0", "default_process_limit = 200", "smtp_tls_security_level = none", "defer_transports = smtp", "biff = no", "")))
        services = ["%d inet n - n - - smtpd" % self.port, "pickup unix n - n 60 1 pickup", "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr",
                    "rewrite unix - - n - - trivial-rewrite", "proxymap unix - - n - - proxymap", "showq unix n - n - - showq", "postlog unix-dgram n - n - 1 postlogd",
                    "flush unix n - n 1000? 0 flush", "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache", "smtp unix - - n - - smtp", "tlsmgr unix - - n 1000? 1 tlsmgr"]
        services += ["%s unix - - n - 0 bounce" % name for name in ("bounce", "defer", "trace")] + ["%s unix - - n - - error" % name for name in ("error", "retry")]
        with open(etc + "/master.cf", "w") as file:
            file.write("\n".join(services) + "\n")
        subprocess.run(["postfix", "-c", etc, "start"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.pid = int(open(spool + "/pid/master.pid").read())

    def waiting(self):
        return sum(len(files) for queue in ("incoming", "active", "deferred") for _, _, files in os.walk(os.path.join(self.dir, "spool", queue)))

    def release(self):
        subprocess.run(["postconf", "-c", self.etc, "-e", "defer_transports ="], check=True)
        subprocess.run(["postfix", "-c", self.etc, "reload"], check=True, stderr=subprocess.DEVNULL)
        subprocess.run(["postqueue", "-c", self.etc, "-f"], check=True)

    def stop(self):
        subprocess.run(["postfix", "-c", self.etc, "stop"], stderr=subprocess.DEVNULL)


class Hikyaku(Server):
    def submission(self):
        return self.port + 1

    def command(self, *words, **options):
        return subprocess.run([self.o.hikyaku, *words, "--config", self.dir + "/hikyaku.json"], check=True, stdout=subprocess.PIPE, text=True, **options).stdout

    def start(self):
        listener = '{ "protocol": "%s", "endpoint": "127.0.0.1:%d", "allowPlaintextAuth": ["127.0.0.0/8"] }'
        with open(self.dir + "/hikyaku.json", "w") as file:
            file.write('{ "hostName": "mx.bench.test", "dataFolder": "data", "listeners": [ %s, %s ] }' % (listener % ("smtp", self.port), listener % ("submission", self.port + 1)))
        self.command("domain", "add", "bench.test")
        self.command("account", "add", "sender@bench.test", "--password-stdin", input="correct horse\n")
        for key in ("sending.holdNewRecipients", "sending.holdNewNetworks", "sending.holdRefusals"):
            self.command("setting", "set", key, "0")
        self.command("setting", "set", "smtp.checkRecipientDomain", "no")
        self.command("setting", "set", "queue.routes", " ".join("%s=smtp://%s:%d" % (domain, address, self.o.sink) for domain, address in self.domains()))
        log = open(self.dir + "/log", "w")
        self.pid = subprocess.Popen([self.o.hikyaku, "serve", "--config", self.dir + "/hikyaku.json"], stdout=log, stderr=log, stdin=subprocess.DEVNULL).pid

    def login(self, client):
        client.login("sender@bench.test", "correct horse")

    def parameters(self):
        return ["HOLDFOR=86400"]

    def waiting(self):
        return self.o.messages

    def release(self):
        self.command("queue", "retry", "--all")

    def stop(self):
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)


def processor_time(root):
    """Seconds of processor time of a process and all below it, those that have ended included."""
    parents, times = {}, {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = open("/proc/%s/stat" % pid).read().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(pid)], times[int(pid)] = int(fields[1]), sum(map(int, fields[11:15]))
    def below(pid):
        while pid and pid != root:
            pid = parents.get(pid, 0)
        return pid == root
    return sum(time for pid, time in times.items() if below(pid)) / os.sysconf("SC_CLK_TCK")


def listening(port):
    for _ in range(600):
        try:
            smtplib.SMTP("127.0.0.1", port, timeout=5).quit()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("nothing listens on port %d" % port)


def measure(server, options):
    server.start()
    try:
        listening(server.submission())
        began = time.monotonic()
        server.fill()
        filled = time.monotonic() - began
        while server.waiting() < options.messages:
            time.sleep(0.2)
        sink = subprocess.Popen(["smtp-sink", "-u", "nobody", "-M", str(options.messages), ":%d" % options.sink, "1000"])
        time.sleep(1)
        before, began = processor_time(server.pid), time.monotonic()
        server.release()
        try:
            sink.wait(options.patience)
        except subprocess.TimeoutExpired:
            sink.kill()
            sys.exit("%s had not sent everything after %d s" % (server.name, options.patience))
        seconds = time.monotonic() - began
        time.sleep(2)
        used = processor_time(server.pid) - before
        print("%-8s queued %6.0f/s   sent %6.0f/s   %6.2f s   server CPU %6.0f us/message" % (
            server.name, options.messages / filled, options.messages / seconds, seconds, used * 1e6 / options.messages), flush=True)
    finally:
        server.stop()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hikyaku", default=os.environ.get("HIKYAKU", os.path.join(HERE, "../server/publish/hikyaku")))
    for name, value in (("messages", 10000), ("domains", 100), ("senders", 10), ("rounds", 1), ("port", 26100), ("sink", 26000), ("patience", 600)):
        options.add_argument("--" + name, type=int, default=value)
    options.add_argument("--work", default="/tmp/hikyaku-remote")
    options.add_argument("--only", choices=("postfix", "hikyaku"))
    options = options.parse_args()
    for _ in range(options.rounds):
        for kind, port in ((Postfix, options.port), (Hikyaku, options.port + 10)):
            if options.only in (None, kind.__name__.lower()):
                measure(kind(options, kind.__name__.lower(), port), options)


main()
