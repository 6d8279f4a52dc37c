// The k3k controller of its module, as its own program starts it, but without the metrics server, which would listen on
// every address of the machine.
package main

import (
	"flag"
	"log"

	"github.com/go-logr/stdr"
	"github.com/rancher/k3k/pkg/apis/k3k.io/v1beta1"
	"github.com/rancher/k3k/pkg/controller/cluster"
	"github.com/rancher/k3k/pkg/controller/cluster/agent"
	"github.com/rancher/k3k/pkg/controller/policy"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/tools/clientcmd"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
)

const (
	workers   = 4
	portRange = "50000-51000"
)

func main() {
	flag.Parse() // controller-runtime brings --kubeconfig
	ctrl.SetLogger(stdr.New(log.Default()))

	config, err := clientcmd.BuildConfigFromFlags("", flag.Lookup("kubeconfig").Value.String())
	orDie(err)
	known := runtime.NewScheme()
	orDie(scheme.AddToScheme(known))
	orDie(v1beta1.AddToScheme(known))
	manager, err := ctrl.NewManager(config, ctrl.Options{
		Scheme:                 known,
		Metrics:                server.Options{BindAddress: "0"},
		HealthProbeBindAddress: "0",
	})
	orDie(err)

	ctx := ctrl.SetupSignalHandler()
	ports, err := agent.NewPortAllocator(ctx, manager.GetClient())
	orDie(err)
	orDie(manager.Add(ports.InitPortAllocatorConfig(ctx, manager.GetClient(), portRange)))
	images := cluster.Config{
		SharedAgentImage:  "rancher/k3k-kubelet",
		VirtualAgentImage: "rancher/k3s",
		K3SServerImage:    "rancher/k3s",
	}
	orDie(cluster.Add(ctx, manager, &images, workers, ports, nil))
	orDie(cluster.AddStatefulSetController(ctx, manager, workers))
	orDie(cluster.AddServiceController(ctx, manager, workers))
	orDie(cluster.AddPodController(ctx, manager, workers))
	orDie(policy.Add(manager, images.ClusterCIDR, workers))
	orDie(manager.Start(ctx))
}

func orDie(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
