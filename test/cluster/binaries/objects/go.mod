// Not built: the modules whose definitions of custom resources the control plane knows.
module threebot.internal/custom-resources

go 1.26.0

require (
	github.com/k3s-io/helm-controller v0.17.9
	github.com/rancher/k3k v1.1.0
	github.com/rancher/system-upgrade-controller v0.20.0
	github.com/vmware-tanzu/velero v1.18.3
)
