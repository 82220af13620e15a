using System.Collections.Immutable;
using System.Net;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;

namespace Hikyaku.Mail.Checks;

/// <summary>A connection from a stranger, with all that checks know and found about it. One dialogue uses it, one command at a time.</summary>
public sealed class BorderVisit : IDisposable
{
    private readonly List<Finding> _findings = [];
    private readonly List<string> _domains = [];
    private Action? _leave;
    private Action? _endMessage;

    internal BorderVisit(IPAddress address) => Address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Where the client is.</summary>
    public IPAddress Address { get; }

    /// <summary>It spoke before the greeting.</summary>
    public bool SpokeEarly { get; set; }

    /// <summary>It sent a command before the answer that it had to wait for.</summary>
    public bool SpokeUnasked { get; set; }

    /// <summary>The name it gave itself last.</summary>
    public string HeloName { get; private set; } = "";

    /// <summary>Its host names whose addresses lead back to it, in lower case; empty until something asks for them.</summary>
    public ImmutableArray<string> HostNames => ReverseNames?.Confirmed ?? [];

    /// <summary>The sender; null is the null path.</summary>
    public Address? ReversePath { get; private set; }

    /// <summary>The recipient that is asked about, or the last one.</summary>
    public Recipient? Recipient { get; internal set; }

    /// <summary>The message, while it is looked at.</summary>
    public MessageContent? Content { get; internal set; }

    /// <summary>A check speaks for the client.</summary>
    internal bool IsPraised => _findings.Exists(finding => finding.IsFavourable);

    internal ReverseNames? ReverseNames { get; set; }

    /// <summary>All recipients so far are postmasters.</summary>
    internal bool IsForPostmaster { get; private set; }

    internal bool HasWaited { get; set; }

    /// <summary>The stages up to this one were asked.</summary>
    internal CheckStage Asked { get; set; } = CheckStage.Greeting;

    /// <summary>Our domains that have taken the message so far.</summary>
    internal IReadOnlyList<string> Domains => _domains;

    /// <summary>All that was found so far.</summary>
    internal List<Finding> Findings => _findings;

    /// <summary>A message begins.</summary>
    internal void Begin(string heloName, Address? reversePath)
    {
        End();
        var kept = heloName == HeloName ? CheckStage.Helo : CheckStage.Connect;
        _findings.RemoveAll(finding => finding.Stage > kept);
        Asked = Asked > kept ? kept : Asked;
        (HeloName, ReversePath, Recipient, Content, HasWaited) = (heloName, reversePath, null, null, false);
        _domains.Clear();
        IsForPostmaster = false;
    }

    /// <summary>A recipient was taken.</summary>
    /// <param name="recipient">The recipient.</param>
    /// <param name="findings">All that was found so far, with it.</param>
    internal void Take(Recipient recipient, List<Finding> findings)
    {
        IsForPostmaster = (_domains.Count == 0 || IsForPostmaster) && IsPostmaster(recipient);
        if (!_domains.Contains(recipient.Address.Domain))
        {
            _domains.Add(recipient.Address.Domain);
        }

        // A check that finds something about many recipients counts once.
        foreach (var finding in findings.Where(finding => finding.Stage == CheckStage.RcptTo))
        {
            _findings.RemoveAll(other => other.Check == finding.Check);
            _findings.Add(finding);
        }
    }

    internal static bool IsPostmaster(Recipient recipient) => recipient.Address.LocalPart.Equals("postmaster", StringComparison.OrdinalIgnoreCase);

    /// <summary>Does something when the message, or the connection, is over.</summary>
    internal void OnEnd(Action end, bool withConnection)
    {
        if (withConnection)
        {
            _leave += end;
        }
        else
        {
            _endMessage += end;
        }
    }

    /// <summary>The message is over, taken or not.</summary>
    public void End()
    {
        var end = _endMessage;
        _endMessage = null;
        end?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        var leave = _leave;
        _leave = null;
        leave?.Invoke();
    }
}
