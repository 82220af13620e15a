namespace Hikyaku.Mail.Lists;

/// <summary>Someone named by a list; one address may have several roles.</summary>
/// <param name="Role">In which role.</param>
/// <param name="Address">As it was subscribed; in allow and deny also "@domain".</param>
public sealed record ListMember(ListRole Role, string Address);
