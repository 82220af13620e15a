namespace Hikyaku.Formats.Qmail;

/// <summary>A domain of users/assign: <c>+DOMAIN-:REALDOMAIN:uid:gid:DIR:-::</c>.</summary>
/// <param name="Domain">The domain that mail arrives for.</param>
/// <param name="RealDomain">The domain it is; another name makes it an alias domain.</param>
/// <param name="Directory">The domain's directory on the old host.</param>
public readonly record struct AssignedDomain(string Domain, string RealDomain, string Directory);
