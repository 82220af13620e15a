using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

using Hikyaku.Formats.Addresses;
using Hikyaku.Mail.Resolving;

namespace Hikyaku.Mail.Checks.DnsLists;

/// <summary>
/// Asks all DNS lists at once and adds up the weights of those that name the client or the sender. By default two lists of weight 1 must agree;
/// an allow list, with a weight below zero, outweighs them and speaks for the mail.
/// </summary>
/// <remarks>
/// Standards: RFC 5782. A list that does not answer says nothing, and after three times in a row it is not asked for a minute. Answers are cached by the DNS client.
/// Limits: <see cref="MaxHosts"/> host names of a client.
/// </remarks>
internal sealed class DnsListCheck(IDnsResolver dns, ClientNames names, Settings.Settings settings, TimeProvider time) : Check("dns-list", CheckStage.MailFrom)
{
    private const int MaxHosts = 3;
    private const int Silences = 3;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Until)> _silent = new(StringComparer.Ordinal);

    // One more than each look-up has, so that one silent list does not silence the others.
    protected internal override TimeSpan Patience(Settings.Settings settings) => base.Patience(settings) + TimeSpan.FromSeconds(1);

    protected internal override async ValueTask<Finding?> Look(BorderVisit visit, CancellationToken cancellation)
    {
        var lists = settings.Get(CheckSettings.DnsLists).All;
        if (lists.IsEmpty || IPAddress.IsLoopback(visit.Address))
        {
            return null;
        }

        if (lists.Any(list => list.Subject == DnsListSubject.Host))
        {
            await names.Of(visit, cancellation);
        }

        var asked = lists.SelectMany(list => Questions(list, visit).Select(question => (List: list, Question: question))).ToArray();
        var answers = asked.Select(one => one.Question).Distinct(StringComparer.Ordinal)
            .ToDictionary(question => question, question => Ask(question, asked.First(one => one.Question == question).List.Zone, cancellation), StringComparer.Ordinal);
        await Task.WhenAll(answers.Values);
        var named = new List<DnsList>();
        foreach (var (list, question) in asked)
        {
            if ((await answers[question]).Any(list.Codes.Contain) && !named.Contains(list))
            {
                named.Add(list);
            }
        }

        return Judge(visit, named);
    }

    private static IEnumerable<string> Questions(DnsList list, BorderVisit visit) => list.Subject switch
    {
        DnsListSubject.Client => [DnsList.Question(visit.Address, list.Zone)],
        DnsListSubject.Host => visit.HostNames.Take(MaxHosts).Select(host => $"{host}.{list.Zone}"),
        DnsListSubject.Helo => Below(visit.HeloName, list.Zone),
        _ => Below(visit.ReversePath?.Domain, list.Zone),
    };

    private static IEnumerable<string> Below(string? name, string zone) =>
        name is not null && DomainName.TryNormalize(name, out var domain) && domain.Contains('.', StringComparison.Ordinal) ? [$"{domain}.{zone}"] : [];

    private Finding? Judge(BorderVisit visit, List<DnsList> named)
    {
        var sum = named.Sum(list => list.Weight);
        if (sum < 0)
        {
            return new Finding($"{visit.Address} is on the allow list {string.Join(", ", named.Where(list => list.Weight < 0).Select(list => list.Zone))}") { Weight = sum, IsFavourable = true };
        }

        return sum < settings.Get(CheckSettings.DnsListThreshold) || sum == 0 ? null
            : new Finding($"{visit.Address} is listed by {string.Join(", ", named.Where(list => list.Weight > 0).Select(list => list.Zone).Distinct(StringComparer.Ordinal))}") { Weight = sum };
    }

    private async Task<IEnumerable<IPAddress>> Ask(string question, string zone, CancellationToken cancellation)
    {
        if (_silent.TryGetValue(zone, out var silent) && silent.Until > time.GetUtcNow())
        {
            return [];
        }

        using var limit = new CancellationTokenSource(settings.Get(CheckSettings.Wait), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        DnsAnswer<IPAddress> answer;
        try
        {
            answer = await dns.Addresses(question, AddressFamily.InterNetwork, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            answer = new DnsAnswer<IPAddress>(DnsStatus.Failed);
        }

        if (answer.Status != DnsStatus.Failed)
        {
            _silent.TryRemove(zone, out _);
        }
        else
        {
            _silent.AddOrUpdate(zone, (1, default), (_, before) => (before.Count + 1, before.Count + 1 >= Silences ? time.GetUtcNow() + Rest : default));
        }

        return answer.Records;
    }
}
