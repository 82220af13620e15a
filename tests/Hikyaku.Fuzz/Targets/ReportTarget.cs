using System.Text;
using Hikyaku.Formats.Addresses;
using Hikyaku.Formats.SmtpSyntax;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Reports;
using MimeKit;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Delivery reports about envelopes, replies and messages of strangers: a report has just its own fields and three parts, whatever those say.</summary>
public sealed class ReportTarget : FuzzTarget
{
    private static readonly DateTimeOffset Time = DateTimeOffset.UnixEpoch;

    /// <inheritdoc/>
    public override string Name => "report";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "QQ+2B1\nrfc822;a+2Bb@c.example\n550 5.1.1 no such user\nSubject: x\r\n\r\nbody\r\n"u8.ToArray(),
        "x\nutf-8;\\x{82B1}@c.example\n451 busy\nSubject: \u00e9\r\n\r\n--=_1\r\n"u8.ToArray(),
        "x\nutf-8;\u00e9@c.example\n550 \r\nInjected: yes\n\r\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        var fields = Encoding.UTF8.GetString(input).Split('\n', 4);
        foreach (var to in (string[])["s@s.example", "\u82b1@s.example"])
        {
            Compose(to, fields, input[..Math.Min(input.Length, 4096)].ToArray());
        }
    }

    private static void Compose(string to, string[] fields, byte[] message)
    {
        if (!Address.TryParse(to, out var sender) || !Address.TryParse("\u5b50@b.example", out var target))
        {
            throw new InvalidOperationException("no address");
        }

        var status = new SmtpStatus(550, new EnhancedCode(5, 1, 1), fields.Length > 2 ? fields[2] : "");
        using var output = new MemoryStream();
        DeliveryStatusNotification.Compose(
            new DeliveryStatusReport
            {
                HostName = "mx.example",
                UniqueName = "4f1c9a7e2b",
                Date = Time,
                To = sender,
                Envelope = new Envelope { ReversePath = sender, Arrived = Time, EnvId = fields[0] },
                Recipients =
                [
                    new ReportedRecipient(
                        ReportAction.Failed, new Recipient(target, DsnNotify.Failure, fields.Length > 1 ? fields[1] : null), target, status, status, "mx.example [192.0.2.1]", Time, Time),
                ],
                OpenMessage = () => new MemoryStream(message),
            },
            output);
        output.Position = 0;
        using var report = MimeMessage.Load(output);
        if (report.Headers.Count != 7 || report.Body is not Multipart { Count: 3 })
        {
            throw new InvalidOperationException("the report is not what it should be");
        }
    }
}
