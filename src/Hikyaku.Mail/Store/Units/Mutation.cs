namespace Hikyaku.Mail.Store.Units;

/// <summary>One change in a unit of work. All values are absolute, so that applying it again changes nothing.</summary>
public abstract record Mutation;
