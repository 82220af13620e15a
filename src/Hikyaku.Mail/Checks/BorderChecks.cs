using System.Collections.Immutable;
using System.Net;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Delivery;
using Hikyaku.Mail.Store;
using Microsoft.Extensions.Logging;

namespace Hikyaku.Mail.Checks;

/// <summary>
/// Asks the checks about mail from strangers. What they find is told at RCPT, where exceptions of one domain can hold and postmaster can be written to;
/// only what protects the server itself ends a connection at its start.
/// </summary>
/// <remarks>Who signs in, and LMTP, are asked nothing.</remarks>
public sealed class BorderChecks
{
    /// <summary>Stands for the sum of the weights where the name of a check is asked for.</summary>
    public const string Score = "score";

    private readonly Check[][] _stages;
    private readonly Settings.Settings _settings;
    private readonly ClientNames _names;
    private readonly CheckHits _hits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal BorderChecks(
        IEnumerable<Check> checks, Settings.Settings settings, ClientNames names, CheckHits hits, TimeProvider time, ILogger<BorderChecks> logger)
    {
        (_settings, _names, _hits, _time, _logger) = (settings, names, hits, time, logger);
        All = [.. checks.OrderBy(check => check.Stage).ThenBy(check => check.Name, StringComparer.Ordinal)];
        _stages = [.. Enum.GetValues<CheckStage>().Select(stage => All.Where(check => check.Stage == stage).ToArray())];
    }

    /// <summary>Every check, in the order in which they are asked.</summary>
    public ImmutableArray<Check> All { get; }

    /// <summary>How long a client is listened to before it is greeted.</summary>
    public TimeSpan GreetingDelay => _settings.Get(CheckSettings.GreetingDelay);

    /// <summary>What was chosen about a check.</summary>
    public CheckChoice Choice(Check check)
    {
        ArgumentNullException.ThrowIfNull(check);
        return _settings.Get(CheckSettings.Table).Choices.GetValueOrDefault(check.Name) ?? check.Default;
    }

    /// <summary>A stranger connects; to be disposed when he is gone.</summary>
    public static BorderVisit Open(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new BorderVisit(address);
    }

    /// <summary>Before the greeting: a status with which the connection is to end, or null.</summary>
    public async ValueTask<SmtpStatus?> Greet(BorderVisit visit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        await Ask(CheckStage.Greeting, visit, visit.Findings, cancellation);
        return visit.Findings.Count == 0 ? null : Told(visit, visit.Findings, CheckException.All, isProtected: false);
    }

    /// <summary>MAIL from who has not signed in: the client, its name and the sender are looked at.</summary>
    public async ValueTask MailFrom(BorderVisit visit, string heloName, Address? reversePath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        visit.Begin(heloName, reversePath);
        if (_settings.Get(CheckSettings.Exceptions).NeedsHostName)
        {
            await _names.Of(visit, cancellation);
        }

        for (var stage = visit.Asked + 1; stage <= CheckStage.MailFrom; stage++)
        {
            await Ask(stage, visit, visit.Findings, cancellation);
            visit.Asked = stage;
        }
    }

    /// <summary>A recipient that would be taken: null, or why it is not.</summary>
    public async ValueTask<SmtpStatus?> RcptTo(BorderVisit visit, Recipient recipient, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        ArgumentNullException.ThrowIfNull(recipient);
        visit.Recipient = recipient;
        List<Finding> found = [];
        await Ask(CheckStage.RcptTo, visit, found, cancellation);
        if (visit.Findings.Count + found.Count > 0)
        {
            // RFC 5321 §4.5.1: who is refused by mistake must be able to say so.
            var isProtected = recipient.Address.LocalPart.Equals("postmaster", StringComparison.OrdinalIgnoreCase);
            if (Told(visit, [.. visit.Findings, .. found], recipient.Address.Domain, isProtected) is { } refusal)
            {
                return refusal;
            }

            await Wait(visit, found, cancellation);
        }

        visit.Findings.AddRange(found);
        visit.Take(recipient);
        return null;
    }

    /// <summary>The message is whole: null, or why it is not taken.</summary>
    public async ValueTask<SmtpStatus?> Data(BorderVisit visit, MessageContent content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        visit.Content = content;
        var before = visit.Findings.Count;
        await Ask(CheckStage.Data, visit, visit.Findings, cancellation);
        visit.Content = null;
        if (visit.Findings.Count == before)
        {
            return null;
        }

        foreach (var domain in visit.Domains)
        {
            if (Told(visit, visit.Findings, domain, isProtected: false) is not { } refusal)
            {
                // One answer for all recipients: what one domain excepts is not refused.
                return null;
            }

            if (domain == visit.Domains[^1])
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>What is to be said of the message as it is known so far.</summary>
    public Verdict Judge(BorderVisit visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        if (visit.Findings.Count == 0)
        {
            return Verdict.Nothing;
        }

        var exceptions = _settings.Get(CheckSettings.Exceptions);
        var counted = visit.Findings.Where(finding => !visit.Domains.Any(domain => exceptions.Cover(finding.Check, visit, domain))).ToImmutableArray();
        var score = Sum(counted);
        return new Verdict(score, Reaches(score, CheckSettings.TagScore) || counted.Any(finding => finding.Is(CheckAction.Tag)), counted);
    }

    private static int Sum(IEnumerable<Finding> findings) => findings.Where(finding => finding.Action == CheckAction.Score).Sum(finding => finding.Weight);

    private bool Reaches(int score, Settings.Setting<int> threshold) => _settings.Get(threshold) is > 0 and var least && score >= least;

    private async ValueTask Ask(CheckStage stage, BorderVisit visit, List<Finding> found, CancellationToken cancellation)
    {
        List<(Check Check, CheckChoice Choice, Task<Finding?> Answer)>? asked = null;
        foreach (var check in _stages[(int)stage])
        {
            var choice = Choice(check);
            if (choice.Action == CheckAction.Off || _settings.Get(CheckSettings.Exceptions).Cover(check.Name, visit, CheckException.All))
            {
                continue;
            }

            (asked ??= []).Add((check, choice, Look(check, visit, cancellation)));
        }

        foreach (var (check, choice, answer) in asked ?? [])
        {
            if (await answer is { } finding)
            {
                found.Add(finding with { Check = check.Name, Stage = stage, Action = choice.Action, Weight = finding.Weight * choice.Weight });
                _hits.Found(check.Name);
            }
        }
    }

    private async Task<Finding?> Look(Check check, BorderVisit visit, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(check.Patience(_settings), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await check.Look(visit, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What does not answer in time says nothing.
            CheckLog.TimedOut(_logger, check.Name, visit.Address);
            return null;
        }
    }

    private SmtpStatus? Told(BorderVisit visit, List<Finding> findings, string domain, bool isProtected)
    {
        var exceptions = _settings.Get(CheckSettings.Exceptions);
        List<Finding> counted = new(findings.Count);
        foreach (var finding in findings)
        {
            if (exceptions.Cover(finding.Check, visit, domain))
            {
                _hits.Excused(finding.Check);
            }
            else
            {
                counted.Add(finding);
            }
        }

        if (isProtected)
        {
            return null;
        }

        var deciding = counted.Find(finding => finding.Status is { IsPermanent: true }) ?? counted.Find(finding => finding.Status is not null);
        if (deciding is not null)
        {
            _hits.Refused(deciding.Check);
            return deciding.Status;
        }

        return OfScore(counted);
    }

    private SmtpStatus? OfScore(List<Finding> counted)
    {
        var score = Sum(counted);
        var status = Reaches(score, CheckSettings.RefuseScore) ? new SmtpStatus(550, new(5, 7, 1), "Refused: " + Reasons(counted)) { Check = Score }
            : Reaches(score, CheckSettings.DeferScore) ? new SmtpStatus(450, new(4, 7, 1), "Try again later: " + Reasons(counted)) { Check = Score }
            : null;
        foreach (var finding in status is null ? [] : counted.Where(finding => finding.Is(CheckAction.Score)))
        {
            _hits.Refused(finding.Check);
        }

        return status;
    }

    private static string Reasons(List<Finding> counted)
    {
        var text = string.Join("; ", counted.Where(finding => finding.Is(CheckAction.Score)).Select(finding => finding.Reason));
        return text.Length > 300 ? text[..300] : text;
    }

    private async ValueTask Wait(BorderVisit visit, List<Finding> found, CancellationToken cancellation)
    {
        if (!visit.HasWaited && visit.Findings.Concat(found).Any(finding => finding.Is(CheckAction.Delay)))
        {
            visit.HasWaited = true;
            await Task.Delay(_settings.Get(CheckSettings.Delay), _time, cancellation);
        }
    }
}
