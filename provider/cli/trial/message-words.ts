// The words of vendors' error messages, from the samples in their documents and from public logs: a transcript keeps these of a message,
// and no others.

export const messageWords: ReadonlySet<string> = new Set(
  [
    "a absent access accesskey accesskeyid account action address again aliyun allow allowed allows already an and another",
    "api application are as at attached attaching attachment auth authentication authorization authorized available back",
    "bad balancer be before being belong below blocked bound busy by calculation call called calls can cannot check",
    "clienttoken cloud common computes condition conflict conflicted conform control correct credential current data date",
    "denied detached detail differ differs disabled does due ecm ecs encoded end eni ensure equals err error exceed",
    "exceeded exceeds exist exists expecting expired failed failure family far filter filters five flow for format",
    "formatted found frequency from get given granted group has have header highly host http id ids if in incorrect input",
    "instance instanceid instanceids instances intercepted interface interfaces internal invalid ip is it its json key",
    "later limit limitation linked list lists load local main maintenance malformed managed management mandatory many match",
    "matched may member method minutes mismatch missing module more most must name named negative network",
    "networkinterfaceid no nonce none not number object occurred of offset often on one only operate operation or other out",
    "page parameter parameters perform permission please post primary processed processing progress protocol provided quota",
    "ram range recognized recycled reduce refused region regionid replay request requests required resource retry running",
    "same second secretid security securitytoken send server service sign signature signaturenonce signed signedheaders",
    "some specified stamp standard standards state status still stopped string stringtosign succeeded success supplied",
    "support supported task temporarily temporary than that the there this throttling time timed timeout times timestamp to",
    "together token too toomany trunk type unavailable unknown unsupported url use used user users valid value values",
    "vendor verifies version virtual vnic vnics vpc vswitch was well which while with wrong you your zone zoneid",
  ].flatMap((line) => line.split(" ")),
);
