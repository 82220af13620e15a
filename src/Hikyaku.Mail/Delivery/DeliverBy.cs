namespace Hikyaku.Mail.Delivery;

/// <summary>By when the sender wants the message delivered (RFC 2852).</summary>
/// <param name="Deadline">By when.</param>
/// <param name="Returns">What is late is returned; otherwise its sender is told and delivery goes on.</param>
/// <param name="Traces">The sender is told of each relay.</param>
public sealed record DeliverBy(DateTimeOffset Deadline, bool Returns, bool Traces);
