using System.Text;
using Hikyaku.Formats.Authenticity;

namespace Hikyaku.Fuzz.Targets;

/// <summary>Reports about TLS, and the records that ask for them.</summary>
public sealed class TlsReportTarget : FuzzTarget
{
    /// <inheritdoc/>
    public override string Name => "tls-report";

    /// <inheritdoc/>
    public override IEnumerable<byte[]> Seeds =>
    [
        "v=TLSRPTv1; rua=mailto:a@a.example,https://a.example/x"u8.ToArray(),
        """
        {"organization-name":"o","date-range":{"start-datetime":"2026-01-01T00:00:00Z","end-datetime":"2026-01-01T23:59:59Z"},"contact-info":"c@o.example","report-id":"1",
        "policies":[{"policy":{"policy-type":"sts","policy-string":["version: STSv1"],"policy-domain":"a.example","mx-host":"*.a.example"},
        "summary":{"total-successful-session-count":5,"total-failure-session-count":3},
        "failure-details":[{"result-type":"certificate-expired","sending-mta-ip":"192.0.2.1","receiving-mx-hostname":"mx.a.example","failed-session-count":3,"failure-reason-code":"x"}]}]}
        """u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<byte> input)
    {
        if (TlsReportRecord.TryParse(Encoding.Latin1.GetString(input), out var record) && record.Addresses.Length is 0 or > TlsReportRecord.MaxAddresses)
        {
            throw new InvalidOperationException("A record with too few or too many addresses was taken");
        }

        if (TlsReport.TryParse(input.ToArray(), out var report) && (!TlsReport.TryParse(report.Write(), out var again) || again.ReportId != report.ReportId || again.Policies.Length != report.Policies.Length))
        {
            throw new InvalidOperationException("A report does not read back");
        }
    }
}
