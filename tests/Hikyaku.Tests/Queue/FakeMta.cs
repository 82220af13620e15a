using System.Collections.Concurrent;
using System.Text;
using Hikyaku.Mail.Delivery;

namespace Hikyaku.Tests.Queue;

/// <summary>Remote hosts that answer as told, and keep what they took.</summary>
public sealed class FakeMta : IRemoteMta
{
    public static readonly SmtpStatus Taken = new(250, new(2, 0, 0), "taken");

    public Func<RemoteTransaction, CancellationToken, ValueTask<RemoteResult>> Answer { get; set; } = (t, _) => ValueTask.FromResult(All(t, Taken));

    public ConcurrentQueue<(string Recipients, string Message)> Seen { get; } = new();

    /// <summary>Where each transaction went, in order.</summary>
    public ConcurrentQueue<RemoteHost> Hosts { get; } = new();

    public static RemoteResult All(RemoteTransaction transaction, SmtpStatus status) =>
        new RemoteResult.Answered([.. transaction.Recipients.Select(_ => Result(status))], PassedOnReports: false);

    public void AnswerAll(SmtpStatus status) => Answer = (t, _) => ValueTask.FromResult(All(t, status));

    public async ValueTask<RemoteResult> Send(RemoteTransaction transaction, CancellationToken cancellation)
    {
        using var reader = new StreamReader(transaction.OpenMessage(), Encoding.UTF8);
        Hosts.Enqueue(transaction.Host);
        Seen.Enqueue((string.Join(' ', transaction.Recipients.Select(r => r.Target)), await reader.ReadToEndAsync(cancellation)));
        return await Answer(transaction, cancellation);
    }

    private static DeliveryResult Result(SmtpStatus status) =>
        status.IsSuccess ? new DeliveryResult.Delivered(status) : status.IsPermanent ? new DeliveryResult.Failed(status) : new DeliveryResult.Deferred(status);
}
