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

    private readonly Settings.Settings _settings;
    private readonly ClientNames _names;
    private readonly CheckHits _hits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile ActiveChecks? _active;

    internal BorderChecks(
        IEnumerable<Check> checks, Settings.Settings settings, ClientNames names, CheckHits hits, TimeProvider time, ILogger<BorderChecks> logger)
    {
        (_settings, _names, _hits, _time, _logger) = (settings, names, hits, time, logger);
        All = [.. checks.OrderBy(check => check.Stage).ThenBy(check => check.Name, StringComparer.Ordinal)];
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
        await Ask(CheckStage.Greeting, CheckStage.Greeting, visit, visit.Findings, cancellation);
        return visit.Findings.Count == 0 ? null : Told(CheckDecision.Of(visit, visit.Findings, CheckException.All, _settings));
    }

    /// <summary>MAIL from who has not signed in: the client, its name and the sender are looked at, all at once.</summary>
    public async ValueTask MailFrom(BorderVisit visit, string heloName, Address? reversePath, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        visit.Begin(heloName, reversePath);
        if (_settings.Get(CheckSettings.Exceptions).NeedsHostName)
        {
            await _names.Of(visit, cancellation);
        }

        await Ask(visit.Asked + 1, CheckStage.MailFrom, visit, visit.Findings, cancellation);
        visit.Asked = CheckStage.MailFrom;
    }

    /// <summary>A recipient that would be taken: null, or why it is not.</summary>
    public async ValueTask<SmtpStatus?> RcptTo(BorderVisit visit, Recipient recipient, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        ArgumentNullException.ThrowIfNull(recipient);
        visit.Recipient = recipient;
        // What was found about another recipient does not decide about this one.
        List<Finding> found = [.. visit.Findings.Where(finding => finding.Stage < CheckStage.RcptTo)];
        await Ask(CheckStage.RcptTo, CheckStage.RcptTo, visit, found, cancellation);
        if (found.Count > 0)
        {
            var decision = CheckDecision.Of(visit, found, recipient.Address.Domain, _settings);
            // RFC 5321 §4.5.1: who is refused by mistake must be able to say so.
            if (Told(BorderVisit.IsPostmaster(recipient) ? decision with { Status = null } : decision) is { } refusal)
            {
                return refusal;
            }

            await Wait(visit, found, cancellation);
        }

        visit.Take(recipient, found);
        return null;
    }

    /// <summary>The message is whole: null, or why it is not taken.</summary>
    public async ValueTask<SmtpStatus?> Data(BorderVisit visit, MessageContent content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(visit);
        visit.Content = content;
        var before = visit.Findings.Count;
        await Ask(CheckStage.Data, CheckStage.Data, visit, visit.Findings, cancellation);
        visit.Content = null;
        if (visit.Findings.Count == before || visit.IsForPostmaster)
        {
            return null;
        }

        // One answer for all recipients: what one domain excepts is not refused.
        CheckDecision? decision = null;
        foreach (var domain in visit.Domains)
        {
            decision = CheckDecision.Of(visit, visit.Findings, domain, _settings);
            if (decision.Status is null)
            {
                break;
            }
        }

        return decision is null ? null : Told(decision);
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
        var score = CheckDecision.Sum(counted);
        return new Verdict(
            score, CheckDecision.Reaches(score, CheckSettings.TagScore, _settings) || counted.Any(finding => finding.Is(CheckAction.Tag)), counted);
    }

    // Checks that are off cost a look at an empty array.
    private (Check Check, CheckChoice Choice)[][] Active()
    {
        var table = _settings.Get(CheckSettings.Table);
        if (_active is { } known && ReferenceEquals(known.Table, table))
        {
            return known.Stages;
        }

        (Check Check, CheckChoice Choice)[][] stages = [.. Enum.GetValues<CheckStage>().Select(stage => All
            .Where(check => check.Stage == stage).Select(check => (check, Choice(check))).Where(one => one.Item2.Action != CheckAction.Off).ToArray())];
        _active = new ActiveChecks(table, stages);
        return stages;
    }

    // All that wait for the network wait at once.
    private async ValueTask Ask(CheckStage first, CheckStage last, BorderVisit visit, List<Finding> found, CancellationToken cancellation)
    {
        var stages = Active();
        List<(Check Check, CheckChoice Choice, Task<Finding?> Answer)>? asked = null;
        for (var stage = first; stage <= last; stage++)
        {
            foreach (var (check, choice) in stages[(int)stage])
            {
                if (!_settings.Get(CheckSettings.Exceptions).Cover(check.Name, visit, CheckException.All))
                {
                    (asked ??= []).Add((check, choice, check.Waits ? Look(check, visit, cancellation) : check.Look(visit, cancellation).AsTask()));
                }
            }
        }

        foreach (var (check, choice, answer) in asked ?? [])
        {
            if (await answer is { } finding)
            {
                _hits.Found(check.Name);
                found.Add(finding with { Check = check.Name, Stage = check.Stage, Action = choice.Action, Weight = finding.Weight * choice.Weight });
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

    private SmtpStatus? Told(CheckDecision decision)
    {
        foreach (var check in decision.Excused)
        {
            _hits.Excused(check);
        }

        foreach (var check in decision.Status is null ? [] : decision.Refusing)
        {
            _hits.Refused(check);
        }

        return decision.Status;
    }

    private async ValueTask Wait(BorderVisit visit, List<Finding> found, CancellationToken cancellation)
    {
        if (!visit.HasWaited && found.Exists(finding => finding.Is(CheckAction.Delay)))
        {
            visit.HasWaited = true;
            await Task.Delay(_settings.Get(CheckSettings.Delay), _time, cancellation);
        }
    }

    private sealed record ActiveChecks(CheckTable Table, (Check Check, CheckChoice Choice)[][] Stages);
}
