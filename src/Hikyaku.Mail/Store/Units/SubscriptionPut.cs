namespace Hikyaku.Mail.Store.Units;

/// <summary>A name is subscribed or not, whether or not there is such a mailbox.</summary>
public sealed record SubscriptionPut(string Name, bool Subscribed) : Mutation;
